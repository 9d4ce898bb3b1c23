package speechreps.dsp;

import java.io.IOException;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;

/**
 * Log mel filter bank energies, as Kaldi's {@code compute-fbank-feats}.
 *
 * <p>Each frame (see {@link Frames}) is transformed, its power spectrum summed in mel bins, and the
 * natural logarithm taken of the sums, which are floored at {@code FLT_EPSILON}: digital silence
 * gives exactly −15.942385. In float, as the reference; agrees with it to float rounding.
 */
public final class Fbank implements FeatureComputer {
  private final FbankOptions options;
  private final SpectralComputer spectra;
  private final MelBanks banks;

  /**
   * Computes the tables.
   *
   * @throws IllegalArgumentException when the mel options do not fit the frame options
   */
  public Fbank(FbankOptions options) {
    this.options = options;
    this.spectra =
        SpectralComputer.of(
            options.frame(), options.energy(), options.dim(), options.subtractMean());
    this.banks = new MelBanks(options.mel(), options.frame());
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
    return spectra.compute(samples, utteranceId, store, this::step);
  }

  private SpectralComputer.Step step(int blockWidth) {
    float[][] bins = new float[banks.numBins()][blockWidth];
    return (frames, spectrum, rows) -> {
      if (!options.usePower()) {
        squareRoots(spectrum);
      }
      banks.apply(spectrum, bins);
      write(frames, bins, rows);
    };
  }

  private static void squareRoots(float[][] spectrum) {
    for (float[] row : spectrum) {
      for (int f = 0; f < row.length; f++) {
        row[f] = (float) Math.sqrt(row[f]);
      }
    }
  }

  private void write(Frames frames, float[][] bins, float[] values) {
    for (int f = 0; f < frames.blockFrames(); f++) {
      int row = f * dim();
      int firstBin = row + options.firstBinColumn();
      for (int b = 0; b < bins.length; b++) {
        float energy = bins[b][f];
        values[firstBin + b] = options.useLogFbank() ? Frames.log(energy) : energy;
      }
      if (options.energy().useEnergy()) {
        values[row + options.energyColumn()] = frames.logEnergy(f);
      }
    }
  }
}
