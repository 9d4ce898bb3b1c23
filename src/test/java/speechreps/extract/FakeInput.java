package speechreps.extract;

import java.io.IOException;
import speechreps.speech.Utterance;

/** An input stage that does what a test wants, good or bad. */
record FakeInput(int dim, Source source) implements InputStage {
  /** What is prepared for an utterance. */
  @FunctionalInterface
  interface Source {
    Prepared of(Utterance utterance) throws IOException;
  }

  @Override
  public Prepared prepare(Utterance utterance) throws IOException {
    return source.of(utterance);
  }
}
