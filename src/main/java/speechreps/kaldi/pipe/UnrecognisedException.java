package speechreps.kaldi.pipe;

/** A part of a command that is not understood; the message says which. */
final class UnrecognisedException extends Exception {
  private static final long serialVersionUID = 1L;

  UnrecognisedException(String message) {
    super(message);
  }
}
