package speechreps.extract;

/** Wall time of one task by stage, in nanoseconds. Not thread-safe. */
public final class StageClock {
  private long frontEndNanos;
  private long encoderNanos;
  private long outputNanos;

  void addFrontEnd(long nanos) {
    frontEndNanos += nanos;
  }

  void addEncoder(long nanos) {
    encoderNanos += nanos;
  }

  void addOutput(long nanos) {
    outputNanos += nanos;
  }

  /** Opening, decoding and the front end. */
  public long frontEndNanos() {
    return frontEndNanos;
  }

  /** Inside the encoder, waiting for its turn included. */
  public long encoderNanos() {
    return encoderNanos;
  }

  /** Writing. */
  public long outputNanos() {
    return outputNanos;
  }
}
