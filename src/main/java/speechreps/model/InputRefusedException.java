package speechreps.model;

import java.io.Serial;

/**
 * A model of others failed on one of the inputs, which are as its description asks. Not thrown for
 * what is wrong with the machine, such as a lack of memory.
 */
public final class InputRefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * A refusal.
   *
   * @param problem what failed, for a user who knows the utterance
   */
  InputRefusedException(String problem, Throwable cause) {
    super(problem, cause);
  }

  /** The same without a cause. */
  public InputRefusedException(String problem) {
    super(problem);
  }
}
