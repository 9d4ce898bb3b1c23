package speechreps.dsp;

import java.io.IOException;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;

/**
 * Mel frequency cepstral coefficients, as Kaldi's {@code compute-mfcc-feats}: the cosine transform
 * of log mel filter bank energies, liftered; C0 is replaced by the log energy unless {@code
 * use-energy} is off.
 *
 * <p>In float, as the reference; agrees with it to float rounding.
 */
public final class Mfcc implements FeatureComputer {
  private static final float SQRT_2 = (float) Math.sqrt(2);

  private final MfccOptions options;
  private final SpectralComputer spectra;
  private final MelBanks banks;

  /** {@code [numCeps][numMelBins]}: the cosine transform, and the lifter's value for each row. */
  private final float[][] cosines;

  private final float[] lifter;

  /**
   * Computes the tables.
   *
   * @throws IllegalArgumentException when the mel options do not fit the frame options
   */
  public Mfcc(MfccOptions options) {
    this.options = options;
    this.spectra =
        SpectralComputer.of(
            options.frame(), options.energy(), options.numCeps(), options.subtractMean());
    this.banks = new MelBanks(options.mel(), options.frame());
    this.cosines = cosineTransform(options.numCeps(), options.mel().numMelBins());
    this.lifter = lifter(options.numCeps(), options.cepstralLifter());
  }

  /** The first rows of the orthonormal DCT-II. */
  static float[][] cosineTransform(int numRows, int numBins) {
    float[][] rows = new float[numRows][numBins];
    for (int k = 0; k < numRows; k++) {
      double norm = Math.sqrt((k == 0 ? 1.0 : 2.0) / numBins);
      for (int j = 0; j < numBins; j++) {
        rows[k][j] = (float) (norm * Math.cos(Math.PI / numBins * (j + 0.5) * k));
      }
    }
    return rows;
  }

  /** {@code 1 + Q/2 sin(π i / Q)}, or all ones when Q is 0. */
  static float[] lifter(int numCeps, float q) {
    float[] lifter = new float[numCeps];
    for (int i = 0; i < numCeps; i++) {
      lifter[i] = q == 0f ? 1f : (float) (1.0 + 0.5 * q * Math.sin(Math.PI * i / q));
    }
    return lifter;
  }

  @Override
  public int dim() {
    return options.numCeps();
  }

  @Override
  public FrameOptions frameOptions() {
    return options.frame();
  }

  @Override
  public FeatureRows compute(FeatureRows samples, String utteranceId, RowStore store)
      throws IOException {
    return spectra.compute(samples, utteranceId, store, this::step);
  }

  private SpectralComputer.Step step(int blockWidth) {
    float[][] bins = new float[banks.numBins()][blockWidth];
    float[] logs = new float[banks.numBins()];
    return (frames, spectrum, rows) -> {
      banks.apply(spectrum, bins);
      for (int f = 0; f < frames.blockFrames(); f++) {
        for (int b = 0; b < logs.length; b++) {
          logs[b] = Frames.log(bins[b][f]);
        }
        writeCepstra(logs, frames, f, rows);
      }
    };
  }

  private void writeCepstra(float[] logs, Frames frames, int f, float[] values) {
    int row = f * dim();
    for (int k = 0; k < dim(); k++) {
      float sum = 0f;
      for (int b = 0; b < logs.length; b++) {
        sum += cosines[k][b] * logs[b];
      }
      values[row + k] = sum * lifter[k];
    }
    if (options.energy().useEnergy()) {
      values[row] = frames.logEnergy(f);
    }
    if (options.htkCompat()) {
      float first = values[row];
      System.arraycopy(values, row + 1, values, row, dim() - 1);
      values[row + dim() - 1] = options.energy().useEnergy() ? first : first * SQRT_2;
    }
  }
}
