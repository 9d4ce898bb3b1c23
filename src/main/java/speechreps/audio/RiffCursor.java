package speechreps.audio;

import java.util.Set;
import speechreps.speech.UtteranceException;

/**
 * Walks the chunks of a RIFF file.
 *
 * <p>The size of a chunk is never trusted: it is a position to look at, compared with what is there
 * before anything is read.
 */
final class RiffCursor {
  static final int CHUNK_HEADER_BYTES = 8;

  private static final Set<String> KNOWN_CHUNKS =
      Set.of(
          "fmt ", "data", "fact", "LIST", "JUNK", "junk", "bext", "cue ", "smpl", "PEAK", "id3 ");

  private final EncodedAudio audio;
  private final boolean bigEndian;
  private int at;

  RiffCursor(EncodedAudio audio, int at, boolean bigEndian) {
    this.audio = audio;
    this.at = at;
    this.bigEndian = bigEndian;
  }

  /** A chunk's header. */
  record Chunk(String id, int bodyOffset, long size) {}

  /** True when the file ends before another whole chunk header. */
  boolean atEnd() {
    return audio.bytes().length - at < CHUNK_HEADER_BYTES;
  }

  /** Byte offset of the next chunk. */
  int offset() {
    return at;
  }

  /** The next chunk; the cursor stays before its body until {@link #skip}. */
  Chunk next(String wanted) throws UtteranceException {
    if (atEnd()) {
      throw audio.corrupt(
          "WAV file ends before its "
              + wanted
              + " chunk: expected a chunk at byte "
              + at
              + ", got "
              + Math.max(0, audio.bytes().length - at)
              + " bytes");
    }
    return new Chunk(audio.text(at, 4), at + CHUNK_HEADER_BYTES, uint32(at + 4));
  }

  /** Moves behind a chunk. */
  void skip(Chunk chunk) throws UtteranceException {
    long end = chunk.bodyOffset() + chunk.size();
    if (end > audio.bytes().length) {
      throw audio.corrupt(
          "WAV chunk '"
              + printable(chunk.id())
              + "' at byte "
              + (chunk.bodyOffset() - CHUNK_HEADER_BYTES)
              + " is larger than the file: expected at most "
              + (audio.bytes().length - chunk.bodyOffset())
              + " bytes, got size "
              + chunk.size());
    }
    at = (int) end + padding(chunk.size(), end);
  }

  /**
   * The pad byte behind a chunk of odd size: RIFF asks for one, some programs (and Kaldi's reader)
   * know of none, so what follows decides.
   */
  private int padding(long size, long end) {
    if (size % 2 == 0) {
      return 0;
    }
    if (isKnownAt(end + 1) || end + 1 == audio.bytes().length) {
      return 1;
    }
    if (isKnownAt(end)) {
      return 0;
    }
    return isPlausibleAt(end + 1) || !isPlausibleAt(end) ? 1 : 0;
  }

  private boolean isKnownAt(long offset) {
    return offset + 4 <= audio.bytes().length && KNOWN_CHUNKS.contains(audio.text((int) offset, 4));
  }

  private boolean isPlausibleAt(long offset) {
    if (offset + CHUNK_HEADER_BYTES > audio.bytes().length) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      int b = audio.unsignedByte(offset + i);
      if (b < ' ' || b > '~') {
        return false;
      }
    }
    return true;
  }

  int uint16(int offset) {
    int first = audio.unsignedByte(offset);
    int second = audio.unsignedByte(offset + 1L);
    return bigEndian ? (first << 8) | second : (second << 8) | first;
  }

  long uint32(int offset) {
    long first = uint16(offset);
    long second = uint16(offset + 2);
    return bigEndian ? (first << 16) | second : (second << 16) | first;
  }

  /** A little-endian 64-bit number: RF64 exists in this byte order only. */
  long int64(int offset) {
    return (uint32(offset + 4) << 32) | uint32(offset);
  }

  static String printable(String id) {
    return id.replaceAll("[^ -~]", "?");
  }
}
