package speechreps.audio;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import speechreps.speech.UtteranceException;

/**
 * Checks that an Ogg file is whole (RFC 3533). FFmpeg steps over damaged pages without a word, and
 * the samples behind them would move.
 *
 * <pre>
 * page := "OggS" uint8(0) uint8(flags) int64(granule) uint32(serial) uint32(number) uint32(crc)
 *         uint8(numSegments) uint8(segmentSize)*  byte*
 * </pre>
 *
 * Little endian. The checksum is over the page with 0 in its place.
 */
final class OggPages {
  private static final int HEADER_BYTES = 27;
  private static final int FLAG_END_OF_STREAM = 4;
  private static final int CRC_OFFSET = 22;
  private static final int[] CRC_TABLE = crcTable();

  private final EncodedAudio audio;
  private final Map<Integer, Integer> lastNumberOfStream = new HashMap<>();
  private boolean ended;

  private OggPages(EncodedAudio audio) {
    this.audio = audio;
  }

  /**
   * Walks over all pages.
   *
   * @return a warning when the file ends too early, or nothing
   * @throws UtteranceException when a page is damaged or missing
   */
  static List<String> check(EncodedAudio audio) throws UtteranceException {
    return new OggPages(audio).check();
  }

  private List<String> check() throws UtteranceException {
    int at = Container.audioOffset(audio);
    while (at < audio.bytes().length) {
      long end = pageEnd(at);
      if (end > audio.bytes().length) {
        return List.of("truncated recording: the file ends within the Ogg page at byte " + at);
      }
      if (!audio.hasMagic(at, "OggS")) {
        if (ended) {
          // Tags that some program has appended.
          return List.of();
        }
        throw audio.corrupt("no Ogg page at byte " + at + ": expected OggS, got other bytes");
      }
      checkPage(at, (int) end);
      at = (int) end;
    }
    return ended
        ? List.of()
        : List.of("truncated recording: the last Ogg page is not marked as the end");
  }

  /** Where the page at {@code at} ends, beyond the file when it is cut. */
  private long pageEnd(int at) {
    int numSegments = audio.unsignedByte((long) at + HEADER_BYTES - 1);
    if (numSegments < 0) {
      return Long.MAX_VALUE;
    }
    long end = (long) at + HEADER_BYTES + numSegments;
    for (int i = 0; i < numSegments; i++) {
      int segmentSize = audio.unsignedByte((long) at + HEADER_BYTES + i);
      if (segmentSize < 0) {
        return Long.MAX_VALUE;
      }
      end += segmentSize;
    }
    return end;
  }

  private void checkPage(int at, int end) throws UtteranceException {
    int expected = int32(at + CRC_OFFSET);
    int got = crc(at, end);
    if (expected != got) {
      throw audio.corrupt(
          String.format(
              "corrupt Ogg page at byte %d: expected checksum %08x, got %08x", at, expected, got));
    }
    int serial = int32(at + 14);
    int number = int32(at + 18);
    Integer last = lastNumberOfStream.put(serial, number);
    if (last != null && number != last + 1) {
      throw audio.corrupt(
          "Ogg pages are missing before byte "
              + at
              + ": expected page "
              + (last + 1)
              + ", got "
              + number);
    }
    ended |= (audio.unsignedByte(at + 5L) & FLAG_END_OF_STREAM) != 0;
  }

  private int int32(int at) {
    byte[] bytes = audio.bytes();
    return (bytes[at] & 0xFF)
        | ((bytes[at + 1] & 0xFF) << 8)
        | ((bytes[at + 2] & 0xFF) << 16)
        | ((bytes[at + 3] & 0xFF) << 24);
  }

  private int crc(int from, int to) {
    byte[] bytes = audio.bytes();
    int crc = 0;
    for (int i = from; i < to; i++) {
      boolean inChecksum = i >= from + CRC_OFFSET && i < from + CRC_OFFSET + 4;
      int b = inChecksum ? 0 : bytes[i] & 0xFF;
      crc = (crc << 8) ^ CRC_TABLE[(crc >>> 24) ^ b];
    }
    return crc;
  }

  /** Polynomial 0x04C11DB7, most significant bit first. */
  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ (crc < 0 ? 0x04C11DB7 : 0);
      }
      table[i] = crc;
    }
    return table;
  }
}
