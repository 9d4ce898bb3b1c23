package speechreps.extract;

import speechreps.dsp.Cmvn;
import speechreps.dsp.FeatureComputer;
import speechreps.speech.FeatureMatrix;

/** Kaldi features, normalised over the utterance if the mode says so. Thread-safe. */
final class KaldiFrontEnd implements FrontEnd {
  private final FeatureComputer computer;
  private final CmvnMode cmvn;

  KaldiFrontEnd(FeatureComputer computer, CmvnMode cmvn) {
    this.computer = computer;
    this.cmvn = cmvn;
  }

  @Override
  public int sampleRateHz() {
    return Math.round(computer.frameOptions().sampleFrequencyHz());
  }

  @Override
  public int dim() {
    return computer.dim();
  }

  @Override
  public double frameShiftMs() {
    return computer.frameOptions().frameShiftMs();
  }

  @Override
  public FeatureMatrix compute(float[] samples, String utteranceId) {
    FeatureMatrix features = computer.compute(samples, utteranceId);
    if (features.numFrames() == 0) {
      return features;
    }
    return switch (cmvn) {
      case NONE -> features;
      case UTTERANCE_MEAN -> Cmvn.perUtterance(features, false);
      case UTTERANCE_MEAN_AND_VARIANCE -> Cmvn.perUtterance(features, true);
    };
  }
}
