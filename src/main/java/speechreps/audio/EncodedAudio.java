package speechreps.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import speechreps.speech.FailureReason;
import speechreps.speech.Source;
import speechreps.speech.UtteranceException;

/**
 * The bytes of one recording as they were stored, and where they came from.
 *
 * @param location named in every failure
 * @param bytes the file, or its beginning; not copied, not to be written into
 * @param totalBytes size of the whole file; {@link #UNKNOWN_SIZE} when {@code bytes} is only its
 *     beginning
 */
record EncodedAudio(String location, byte[] bytes, long totalBytes) {
  /** Larger than any file, so that what a header says always fits. */
  static final long UNKNOWN_SIZE = Long.MAX_VALUE;

  /**
   * Reads a whole source.
   *
   * @throws UtteranceException when it has more than {@code maxBytes} bytes
   * @throws IOException as the source throws it, {@link java.io.FileNotFoundException} included
   */
  static EncodedAudio readAll(Source source, int maxBytes) throws IOException {
    try (InputStream in = source.open()) {
      return readBeginning(source.location(), in, 0).withRest(in, maxBytes);
    }
  }

  /** Reads the first {@code numBytes} bytes of a source, or all of it when it is shorter. */
  static EncodedAudio readBeginning(Source source, int numBytes) throws IOException {
    try (InputStream in = source.open()) {
      EncodedAudio beginning = readBeginning(source.location(), in, numBytes);
      return beginning.isWhole() || in.read() >= 0 ? beginning : beginning.whole();
    }
  }

  /** The same of an open stream, which goes on behind them. */
  static EncodedAudio readBeginning(String location, InputStream in, int numBytes)
      throws IOException {
    byte[] bytes = in.readNBytes(numBytes);
    return new EncodedAudio(location, bytes, bytes.length < numBytes ? bytes.length : UNKNOWN_SIZE);
  }

  private EncodedAudio whole() {
    return new EncodedAudio(location, bytes, bytes.length);
  }

  /**
   * All of a recording of which this is the beginning.
   *
   * @param rest the bytes that follow
   * @throws UtteranceException when it has more than {@code maxBytes} bytes
   */
  EncodedAudio withRest(InputStream rest, int maxBytes) throws IOException {
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(bytes), rest);
    byte[] all = in.readNBytes(maxBytes);
    if (all.length == maxBytes && in.read() >= 0) {
      throw failure(
          FailureReason.UNSUPPORTED_AUDIO,
          "recording too large: expected at most " + maxBytes + " bytes, got more");
    }
    return new EncodedAudio(location, all, all.length);
  }

  boolean isWhole() {
    return totalBytes == bytes.length;
  }

  /** True when the ASCII text {@code magic} stands at byte {@code offset}. */
  boolean hasMagic(int offset, String magic) {
    return offset >= 0
        && offset + magic.length() <= bytes.length
        && text(offset, magic.length()).equals(magic);
  }

  /** The bytes from {@code offset} as Latin-1, which loses none of them. */
  String text(int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  /** The byte at {@code offset}, 0 to 255, or -1 behind the end. */
  int unsignedByte(long offset) {
    return offset < bytes.length ? bytes[(int) offset] & 0xFF : -1;
  }

  /** A failure of this recording. */
  UtteranceException failure(FailureReason reason, String what) {
    return new UtteranceException(reason, location, what);
  }

  /** The bytes break the rules of their format. */
  UtteranceException corrupt(String what) {
    return failure(FailureReason.CORRUPT_AUDIO, what);
  }
}
