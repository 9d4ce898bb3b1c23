package speechreps.extract;

import java.io.IOException;
import speechreps.speech.Outcome;

/** Takes the outcome of each utterance as soon as it is known. */
@FunctionalInterface
public interface OutcomeConsumer {
  /** Takes one outcome; an exception ends the shard. */
  void accept(Outcome outcome) throws IOException;
}
