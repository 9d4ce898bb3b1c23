package speechreps.dsp;

import java.io.IOException;
import java.util.function.IntFunction;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowSink;
import speechreps.speech.RowStore;

/**
 * What all front ends share: frames are cut and windowed, their power spectra computed, and a step
 * of the front end's own makes rows of these, a block of frames at a time.
 *
 * <p>Immutable and safe for concurrent use.
 *
 * @param dim columns of the rows
 * @param subtractMean whether each column is freed of its mean over the utterance
 * @param window {@link FrameOptions#window()}
 */
record SpectralComputer(
    FrameOptions frame,
    EnergyOptions energy,
    int dim,
    boolean subtractMean,
    float[] window,
    RealFft fft) {
  /** Computes the tables. */
  static SpectralComputer of(
      FrameOptions frame, EnergyOptions energy, int dim, boolean subtractMean) {
    return new SpectralComputer(
        frame, energy, dim, subtractMean, frame.window(), new RealFft(frame.paddedWindowSize()));
  }

  /** Makes rows of the spectra of a block; its scratch belongs to one signal. */
  @FunctionalInterface
  interface Step {
    /**
     * Computes the rows.
     *
     * @param spectrum {@code [numBins][blockWidth]}, powers; may be overwritten
     * @param rows {@code [blockFrames × dim]}, row-major
     */
    void apply(Frames frames, float[][] spectrum, float[] rows);
  }

  /**
   * Computes the features of a signal.
   *
   * @param newStep makes a step for blocks of so many frames
   */
  FeatureRows compute(
      FeatureRows samples, String utteranceId, RowStore store, IntFunction<Step> newStep)
      throws IOException {
    Frames frames = new Frames(frame, energy, window, samples, utteranceId);
    float[][] spectrum = fft.powerRows(frames.rows());
    Step step = newStep.apply(frames.blockWidth());
    float[] rows = new float[frames.blockWidth() * dim];
    try (RowSink sink = store.newRows(dim, frames.numFrames())) {
      while (frames.next()) {
        fft.powerSpectra(frames.rows());
        step.apply(frames, spectrum, rows);
        sink.append(rows, 0, frames.blockFrames());
      }
      FeatureRows features = sink.finish();
      return subtractMean ? Cmvn.subtractMean(features, store) : features;
    }
  }
}
