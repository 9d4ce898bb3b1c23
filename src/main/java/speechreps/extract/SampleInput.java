package speechreps.extract;

import java.io.IOException;
import speechreps.model.ModelInput;
import speechreps.speech.FailureReason;
import speechreps.speech.RowStore;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/** The samples of audio, for encoders without a front end. */
final class SampleInput implements InputStage {
  private final AudioLoader loader;
  private final ModelInput.Samples wanted;
  private final RowStore store;

  /**
   * An input of samples.
   *
   * @param store where they go
   */
  SampleInput(AudioLoader loader, ModelInput.Samples wanted, RowStore store) {
    this.store = store;
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
    return new Prepared(
        utterance,
        store.map(audio.samples(), 1, (first, block) -> scaled(block.values())),
        audio.seconds(),
        audio.storedRateHz(),
        audio.warnings());
  }

  private float[] scaled(float[] samples) {
    return wanted.unitScale() ? Waveform.toUnitScale(samples) : samples;
  }
}
