package speechreps.extract;

import java.io.IOException;
import speechreps.model.ModelInput;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/** The samples of audio, for encoders without a front end. */
final class SampleInput implements InputStage {
  private final AudioLoader loader;
  private final ModelInput.Samples wanted;

  SampleInput(AudioLoader loader, ModelInput.Samples wanted) {
    this.loader = loader;
    this.wanted = wanted;
  }

  @Override
  public int dim() {
    return wanted.dim();
  }

  @Override
  public Prepared prepare(Utterance utterance) throws IOException {
    UtteranceAudio audio = loader.load(utterance, wanted.sampleRateHz());
    // A float WAV may hold NaN, and a norm over time would spread it to every row.
    if (!Extractor.isFinite(audio.samples())) {
      throw new UtteranceException(
          FailureReason.NOT_FINITE, utterance.location(), "the samples hold NaN or infinity");
    }
    float[] samples = wanted.unitScale() ? Waveform.toUnitScale(audio.samples()) : audio.samples();
    return new Prepared(
        utterance,
        new FeatureMatrix(samples.length, 1, samples),
        audio.seconds(),
        audio.storedRateHz(),
        audio.warnings());
  }
}
