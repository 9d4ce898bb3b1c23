package speechreps.dsp;

import java.io.IOException;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;

/**
 * Log power spectra, as Kaldi's {@code compute-spectrogram-feats}; column 0 is the log energy
 * rather than the power at 0 Hz.
 *
 * <p>In float, as the reference; near-empty bins beside strong ones differ by its rounding.
 */
public final class Spectrogram implements FeatureComputer {
  private final SpectrogramOptions options;
  private final SpectralComputer spectra;

  /** Computes the tables. */
  public Spectrogram(SpectrogramOptions options) {
    this.options = options;
    this.spectra =
        SpectralComputer.of(
            options.frame(), options.energy(), options.dim(), options.subtractMean());
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
  public FeatureRows compute(FeatureRows samples, String utteranceId, RowStore store)
      throws IOException {
    return spectra.compute(samples, utteranceId, store, blockWidth -> this::write);
  }

  private void write(Frames frames, float[][] spectrum, float[] rows) {
    for (int f = 0; f < frames.blockFrames(); f++) {
      int row = f * dim();
      rows[row] = frames.logEnergy(f);
      for (int k = 1; k < dim(); k++) {
        rows[row + k] = Frames.log(spectrum[k][f]);
      }
    }
  }
}
