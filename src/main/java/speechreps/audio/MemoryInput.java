package speechreps.audio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A byte array that FFmpeg reads as a seekable file.
 *
 * <p>JavaCPP gives out only ten native function addresses for a callback class, fewer than an
 * executor has threads. So there is one read and one seek callback for all inputs, and the opaque
 * pointer that FFmpeg hands back tells which input is meant.
 *
 * <p>An input belongs to one thread; different inputs may be used by different threads.
 */
final class MemoryInput implements AutoCloseable {
  // The values of stdio.h, the same on every platform.
  private static final int SEEK_SET = 0;
  private static final int SEEK_CUR = 1;
  private static final int SEEK_END = 2;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final Map<Long, MemoryInput> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong NEXT_ID = new AtomicLong();
  private static final Read READ = new Read();
  private static final Seek SEEK = new Seek();

  private final byte[] bytes;
  private final long id = NEXT_ID.getAndIncrement();
  private final LongPointer opaque;
  private final AVIOContext context;
  private int position;

  MemoryInput(byte[] bytes) {
    this.bytes = bytes;
    this.opaque = new LongPointer(1).put(id);
    BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER_BYTES));
    this.context = avformat.avio_alloc_context(buffer, BUFFER_BYTES, 0, opaque, READ, null, SEEK);
    OPEN.put(id, this);
  }

  /** To be set as {@code pb} of a format context; valid until {@link #close}. */
  AVIOContext context() {
    return context;
  }

  @Override
  public void close() {
    OPEN.remove(id);
    // FFmpeg may have replaced the buffer that it was given.
    avutil.av_free(context.buffer());
    avformat.avio_context_free(context);
    opaque.close();
  }

  private static MemoryInput of(Pointer opaque) {
    MemoryInput input = OPEN.get(new LongPointer(opaque).get());
    if (input == null) {
      throw new IllegalStateException("FFmpeg reads from an input that is closed");
    }
    return input;
  }

  private int read(BytePointer into, int wanted) {
    int count = Math.min(wanted, bytes.length - position);
    if (count <= 0) {
      return avutil.AVERROR_EOF;
    }
    into.put(bytes, position, count);
    position += count;
    return count;
  }

  /** {@code fseek}, or the size of the file for {@code AVSEEK_SIZE}. */
  private long seek(long offset, int whence) {
    if ((whence & avformat.AVSEEK_SIZE) != 0) {
      return bytes.length;
    }
    long target =
        switch (whence & ~avformat.AVSEEK_FORCE) {
          case SEEK_SET -> offset;
          case SEEK_CUR -> position + offset;
          case SEEK_END -> bytes.length + offset;
          default -> -1;
        };
    if (target < 0) {
      return avutil.AVERROR_INVALIDDATA;
    }
    // Behind the end is allowed, as in a file: the next read finds nothing there.
    position = (int) Math.min(target, bytes.length);
    return target;
  }

  private static final class Read extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer into, int wanted) {
      return of(opaque).read(into, wanted);
    }
  }

  private static final class Seek extends Seek_Pointer_long_int {
    @Override
    public long call(Pointer opaque, long offset, int whence) {
      return of(opaque).seek(offset, whence);
    }
  }
}
