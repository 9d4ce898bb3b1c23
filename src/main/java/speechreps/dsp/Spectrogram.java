package speechreps.dsp;

import speechreps.speech.FeatureMatrix;

/**
 * Log power spectra, as Kaldi's {@code compute-spectrogram-feats}; column 0 is the log energy
 * rather than the power at 0 Hz.
 *
 * <p>In float, as the reference; near-empty bins beside strong ones differ by its rounding.
 */
public final class Spectrogram implements FeatureComputer {
  private final SpectrogramOptions options;
  private final float[] window;
  private final RealFft fft;

  /** Computes the tables. */
  public Spectrogram(SpectrogramOptions options) {
    this.options = options;
    this.window = options.frame().window();
    this.fft = new RealFft(options.frame().paddedWindowSize());
  }

  @Override
  public int dim() {
    return options.dim();
  }

  @Override
  public FrameOptions frameOptions() {
    return options.frame();
  }

  @Override
  public FeatureMatrix compute(float[] samples, String utteranceId) {
    Frames frames = new Frames(options.frame(), options.energy(), window, samples, utteranceId);
    float[][] spectrum = fft.powerRows(frames.rows());
    float[] values = new float[Math.multiplyExact(frames.numFrames(), dim())];
    while (frames.next()) {
      fft.powerSpectra(frames.rows());
      for (int f = 0; f < frames.blockFrames(); f++) {
        int row = (frames.firstFrame() + f) * dim();
        values[row] = frames.logEnergy(f);
        for (int k = 1; k < dim(); k++) {
          values[row + k] = Frames.log(spectrum[k][f]);
        }
      }
    }
    FeatureMatrix features = new FeatureMatrix(frames.numFrames(), dim(), values);
    return options.subtractMean() ? Cmvn.subtractMean(features) : features;
  }
}
