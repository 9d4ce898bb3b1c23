package speechreps.extract;

import java.io.IOException;
import speechreps.speech.Utterance;

/**
 * From an utterance to what the encoder takes, or to the final features where there is none. One
 * for each thread.
 */
interface InputStage {
  /** Columns of the result. */
  int dim();

  /**
   * Prepares an utterance.
   *
   * @return its features; without frames when it is too short for one
   * @throws speechreps.speech.UtteranceException when it cannot be used
   * @throws IOException when it cannot be read
   */
  Prepared prepare(Utterance utterance) throws IOException;
}
