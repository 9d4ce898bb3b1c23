package speechreps.dsp;

import java.io.IOException;
import java.util.Arrays;
import speechreps.speech.FeatureRows;

/**
 * The frames of one signal, a block of them at a time, ready for their spectrum: dithered, freed of
 * their mean, preemphasised, windowed and padded with zeros, in Kaldi's order ({@code
 * ProcessWindow}).
 *
 * <p>Frames lie across: {@code rows[i][f]} is sample i of frame f of the block. So the inner loop
 * of every step runs over frames and is compiled to vector instructions; frames never meet, so a
 * frame's values do not depend on the block that it is in. Scratch of one call, for one thread.
 */
final class Frames {
  /** Large enough to amortise the ends of vector loops, small enough for a block to stay in L2. */
  private static final int MAX_BLOCK = 64;

  /** Samples of a block; fewer frames are in one where their shift is longer than any other's. */
  private static final int MAX_SPAN = 1 << 20;

  /** Sums of so many 16-bit samples are exact in float, so silence with an offset becomes zero. */
  private static final int EXACT_SUM = 256;

  /** Kaldi's floor of energies before the logarithm, {@code FLT_EPSILON}. */
  private static final float FLOOR = 0x1p-23f;

  private final FrameOptions options;
  private final EnergyOptions energyOptions;
  private final float[] window;
  private final SignalSpan signal;
  private final int numFrames;
  private final float[][] rows;
  private final float[] energy;
  private final DitherNoise noise;

  private int firstFrame;
  private int blockFrames;

  /**
   * Lays out scratch for a signal.
   *
   * @param window {@link FrameOptions#window()}, computed once for all signals
   * @param samples one a row, on the int16 scale; read block by block
   */
  Frames(
      FrameOptions options,
      EnergyOptions energyOptions,
      float[] window,
      FeatureRows samples,
      String utteranceId) {
    this.options = options;
    this.energyOptions = energyOptions;
    this.window = window;
    this.numFrames = options.numFrames(samples.numFrames());
    this.signal = new SignalSpan(samples);
    int most = Math.max(1, Math.min(MAX_BLOCK, MAX_SPAN / options.windowShift()));
    int numBlocks = numFrames / most + (numFrames % most == 0 ? 0 : 1);
    int width = numBlocks == 0 ? 0 : (int) (((long) numFrames + numBlocks - 1) / numBlocks);
    this.rows = new float[options.paddedWindowSize()][width];
    this.energy = new float[width];
    this.noise = new DitherNoise(utteranceId);
  }

  /** Frames in the signal. */
  int numFrames() {
    return numFrames;
  }

  /** Columns of the rows; the last block may fill fewer. */
  int blockWidth() {
    return energy.length;
  }

  /** Number of the block's first frame in the signal. */
  int firstFrame() {
    return firstFrame;
  }

  /** Frames in the block; columns from here on hold nothing of use. */
  int blockFrames() {
    return blockFrames;
  }

  /** {@code [paddedWindowSize][blockWidth]}, the same array for every block; may be overwritten. */
  float[][] rows() {
    return rows;
  }

  /** Natural logarithm of a frame's energy, floored; only when the energy is used. */
  float logEnergy(int frameOfBlock) {
    return Math.max(log(energy[frameOfBlock]), energyOptions.logFloor());
  }

  /** Natural logarithm of an energy, floored at {@code FLT_EPSILON}. */
  static float log(float energy) {
    return (float) Math.log(Math.max(energy, FLOOR));
  }

  /** Goes to the next block of frames, at first to the first one; false when there is none. */
  boolean next() throws IOException {
    firstFrame += blockFrames;
    blockFrames = Math.min(blockWidth(), numFrames - firstFrame);
    if (blockFrames <= 0) {
      return false;
    }
    gather();
    if (options.dither() != 0f) {
      addNoise();
    }
    if (options.removeDcOffset()) {
      subtractMeans();
    }
    if (energyOptions.useEnergy() && energyOptions.rawEnergy()) {
      sumSquares();
    }
    preemphasizeAndWindow();
    if (energyOptions.useEnergy() && !energyOptions.rawEnergy()) {
      sumSquares();
    }
    for (int i = window.length; i < rows.length; i++) {
      Arrays.fill(rows[i], 0f);
    }
    return true;
  }

  private void gather() throws IOException {
    int shift = options.windowShift();
    int size = (blockFrames - 1) * shift + window.length;
    signal.moveTo(options.firstSampleOfFrame(firstFrame), size);
    float[] samples = signal.array();
    for (int i = 0; i < window.length; i++) {
      float[] row = rows[i];
      int from = signal.offset() + i;
      for (int f = 0; f < blockFrames; f++) {
        row[f] = samples[from];
        from += shift;
      }
    }
  }

  /** Frames that overlap get different noise, as in Kaldi. */
  private void addNoise() {
    for (int f = 0; f < blockFrames; f++) {
      for (int i = 0; i < window.length; i++) {
        rows[i][f] += noise.next() * options.dither();
      }
    }
  }

  private void subtractMeans() {
    double[] sums = new double[blockWidth()];
    float[] partial = new float[blockWidth()];
    for (int i = 0; i < window.length; i += EXACT_SUM) {
      Arrays.fill(partial, 0f);
      for (int j = i; j < Math.min(i + EXACT_SUM, window.length); j++) {
        add(partial, rows[j]);
      }
      for (int f = 0; f < sums.length; f++) {
        sums[f] += partial[f];
      }
    }
    for (int f = 0; f < sums.length; f++) {
      partial[f] = (float) (-sums[f] / window.length);
    }
    for (int i = 0; i < window.length; i++) {
      add(rows[i], partial);
    }
  }

  private static void add(float[] sum, float[] row) {
    for (int f = 0; f < sum.length; f++) {
      sum[f] += row[f];
    }
  }

  private void sumSquares() {
    Arrays.fill(energy, 0f);
    for (int i = 0; i < window.length; i++) {
      addSquares(energy, rows[i]);
    }
  }

  private static void addSquares(float[] sum, float[] row) {
    for (int f = 0; f < sum.length; f++) {
      sum[f] += row[f] * row[f];
    }
  }

  /** From the end, so that every sample still finds its predecessor as it was. */
  private void preemphasizeAndWindow() {
    float coefficient = options.preemphasisCoefficient();
    for (int i = window.length - 1; i >= 0; i--) {
      preemphasizeAndWindow(rows[i], rows[Math.max(0, i - 1)], coefficient, window[i]);
    }
  }

  private static void preemphasizeAndWindow(
      float[] row, float[] previous, float coefficient, float weight) {
    for (int f = 0; f < row.length; f++) {
      row[f] = (row[f] - coefficient * previous[f]) * weight;
    }
  }
}
