package speechreps.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowTarget;

/**
 * Rows of floats in a temporary file, for this process only. Thread-safe.
 *
 * <p>Rows are appended, or put at their places in any order; there are as many as the last one that
 * was written tells. What is between and was never written is zero.
 */
public final class ScratchRows implements FeatureRows, RowTarget, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Scratch owner;
  private final String folder;
  private final FileChannel channel;
  private final int dim;

  /** On the heap: a direct one would be freed by some garbage collection long after the file. */
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.nativeOrder());

  private int numFrames;

  ScratchRows(Scratch owner, String folder, FileChannel channel, int dim) {
    this.owner = owner;
    this.folder = folder;
    this.channel = channel;
    this.dim = dim;
  }

  @Override
  public synchronized int numFrames() {
    return numFrames;
  }

  @Override
  public int dim() {
    return dim;
  }

  /**
   * Adds rows behind the last one.
   *
   * @param values holds {@code count × dim} values from {@code offset} on
   * @throws ArithmeticException when an int cannot count the rows
   */
  public synchronized void append(float[] values, int offset, int count) throws IOException {
    int rows = Math.addExact(numFrames, count);
    write((long) numFrames * dim, FloatBuffer.wrap(values, offset, count * dim));
    numFrames = rows;
  }

  @Override
  public synchronized void put(int frame, int column, FloatBuffer source, int at, int width)
      throws IOException {
    Objects.checkIndex(frame, Integer.MAX_VALUE);
    Objects.checkFromIndexSize(column, width, dim);
    write((long) frame * dim + column, source.slice(at, width));
    numFrames = Math.max(numFrames, frame + 1);
  }

  @Override
  public synchronized void read(int first, int count, float[] target, int offset)
      throws IOException {
    Objects.checkFromIndexSize(first, count, numFrames);
    int size = Math.multiplyExact(count, dim);
    Objects.checkFromIndexSize(offset, size, target.length);
    long position = (long) first * dim * Float.BYTES;
    for (int done = 0; done < size; ) {
      int values = Math.min(BUFFER_BYTES / Float.BYTES, size - done);
      fill(values * Float.BYTES, position + (long) done * Float.BYTES);
      buffer.asFloatBuffer().get(target, offset + done, values);
      done += values;
    }
  }

  private void write(long value, FloatBuffer source) throws IOException {
    long position = value * Float.BYTES;
    try {
      while (source.hasRemaining()) {
        int values = Math.min(BUFFER_BYTES / Float.BYTES, source.remaining());
        buffer.clear().limit(values * Float.BYTES);
        buffer.asFloatBuffer().put(source.slice(source.position(), values));
        source.position(source.position() + values);
        while (buffer.hasRemaining()) {
          position += channel.write(buffer, position);
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Reads into the buffer. */
  private void fill(int bytes, long position) throws IOException {
    buffer.clear().limit(bytes);
    try {
      while (buffer.hasRemaining()) {
        int got = channel.read(buffer, position + buffer.position());
        if (got < 0) {
          throw new EOFException("expected " + bytes + " bytes at byte " + position);
        }
      }
      buffer.flip();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Drops what is behind the first {@code count} rows, if there are more. */
  public synchronized void truncate(int count) throws IOException {
    if (count >= numFrames) {
      return;
    }
    try {
      channel.truncate((long) count * dim * Float.BYTES);
    } catch (IOException e) {
      throw failure(e);
    }
    numFrames = count;
  }

  /** An interruption is no fault of the disk. */
  private IOException failure(IOException e) {
    return e instanceof ClosedByInterruptException ? e : new ScratchException(folder, e);
  }

  /** False when the file was freed. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Frees the file. */
  @Override
  public void close() throws ScratchException {
    owner.forget(this);
    try {
      channel.close();
    } catch (IOException e) {
      throw new ScratchException(folder, e);
    }
  }
}
