package speechreps.dsp;

import speechreps.speech.FeatureMatrix;

/**
 * Log mel filter bank energies, as Kaldi's {@code compute-fbank-feats}.
 *
 * <p>Each frame (see {@link Frames}) is transformed, its power spectrum summed in mel bins, and the
 * natural logarithm taken of the sums, which are floored at {@code FLT_EPSILON}: digital silence
 * gives exactly −15.942385. In float, as the reference; agrees with it to float rounding.
 */
public final class Fbank implements FeatureComputer {
  private final FbankOptions options;
  private final float[] window;
  private final RealFft fft;
  private final MelBanks banks;

  /**
   * Computes the tables.
   *
   * @throws IllegalArgumentException when the mel options do not fit the frame options
   */
  public Fbank(FbankOptions options) {
    this.options = options;
    this.window = options.frame().window();
    this.fft = new RealFft(options.frame().paddedWindowSize());
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
  public FeatureMatrix compute(float[] samples, String utteranceId) {
    Frames frames = new Frames(options.frame(), options.energy(), window, samples, utteranceId);
    float[][] spectrum = fft.powerRows(frames.rows());
    float[][] bins = new float[banks.numBins()][frames.blockWidth()];
    float[] values = new float[Math.multiplyExact(frames.numFrames(), dim())];
    while (frames.next()) {
      fft.powerSpectra(frames.rows());
      if (!options.usePower()) {
        squareRoots(spectrum);
      }
      banks.apply(spectrum, bins);
      write(frames, bins, values);
    }
    FeatureMatrix features = new FeatureMatrix(frames.numFrames(), dim(), values);
    return options.subtractMean() ? Cmvn.subtractMean(features) : features;
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
      int row = (frames.firstFrame() + f) * dim();
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
