package speechreps.extract;

/**
 * Where the time of a task goes, in nanoseconds by stage, and how well its batches are filled. Each
 * stage adds its own; to be read when all have ended. Stages work at the same time, so their sum
 * may exceed the task's own time.
 */
public final class StageClock {
  private long frontEndNanos;
  private long encoderNanos;
  private long outputNanos;
  private long batches;
  private long rows;
  private long paddedRows;

  void addFrontEnd(long nanos) {
    frontEndNanos += nanos;
  }

  void addEncoder(long nanos) {
    encoderNanos += nanos;
  }

  void addOutput(long nanos) {
    outputNanos += nanos;
  }

  void addBatch(long batchRows, long batchPaddedRows) {
    batches++;
    rows += batchRows;
    paddedRows += batchPaddedRows;
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

  /** Calls of the encoder. */
  public long batches() {
    return batches;
  }

  /** Input rows of all batches. */
  public long rows() {
    return rows;
  }

  /** The same as if each batch were a rectangle: its longest input times its inputs. */
  public long paddedRows() {
    return paddedRows;
  }
}
