package speechreps.extract;

import java.io.IOException;
import speechreps.dsp.FeatureComputer;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/** Kaldi features of audio, normalised. */
final class AudioInput implements InputStage {
  private final AudioLoader loader;
  private final FeatureComputer computer;
  private final Normalizer normalizer;
  private final RowStore store;

  /**
   * An input of features.
   *
   * @param store where they go
   */
  AudioInput(AudioLoader loader, FeatureComputer computer, Normalizer normalizer, RowStore store) {
    this.store = store;
    this.loader = loader;
    this.computer = computer;
    this.normalizer = normalizer;
  }

  @Override
  public int dim() {
    return normalizer.dim(computer.dim());
  }

  @Override
  public Prepared prepare(Utterance utterance) throws IOException {
    int rateHz = Math.round(computer.frameOptions().sampleFrequencyHz());
    UtteranceAudio audio = loader.load(utterance, rateHz);
    FeatureRows features = computer.compute(audio.samples(), utterance.id(), store);
    return new Prepared(
        utterance,
        normalized(features, utterance),
        audio.seconds(),
        audio.storedRateHz(),
        audio.warnings());
  }

  private FeatureRows normalized(FeatureRows features, Utterance utterance) throws IOException {
    try {
      return normalizer.apply(features, utterance, store);
    } catch (UtteranceException e) {
      // The run goes on, and the next long recording wants the room.
      store.free(features);
      throw e;
    }
  }
}
