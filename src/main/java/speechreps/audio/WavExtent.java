package speechreps.audio;

import java.util.ArrayList;
import java.util.List;
import speechreps.audio.WavHeader.Encoding;

/**
 * Finds out which of the bytes behind a WAV header are samples. What the header says is compared
 * with what is there, so the answer comes when all bytes have been seen once, in order.
 */
final class WavExtent {
  private final WavHeader header;
  private final ChunkWalk fromData;
  private final ChunkWalk behindData;
  private final List<String> warnings = new ArrayList<>();

  WavExtent(WavHeader header) {
    this.header = header;
    this.fromData = new ChunkWalk(header.dataOffset(), header.bigEndian());
    this.behindData = new ChunkWalk(declaredEnd(), header.bigEndian());
  }

  private long declaredEnd() {
    // RF64 has sizes of 64 bits, which may be anything.
    long declared = Math.min(header.declaredBytes(), Long.MAX_VALUE / 2);
    return header.dataOffset() + declared + declared % 2;
  }

  /** Of a recording whose bytes are all there. */
  static WavData of(EncodedAudio whole, WavHeader header) {
    WavExtent extent = new WavExtent(header);
    int at = header.dataOffset();
    extent.see(whole.bytes(), at, whole.bytes().length - at, at);
    return extent.end(whole.totalBytes());
  }

  /**
   * Which bytes are samples.
   *
   * @param bytes of them, from the header's {@code dataOffset} on
   * @param warnings what was odd and did not prevent reading
   */
  record WavData(long bytes, List<String> warnings) {}

  /**
   * Sees the next bytes of the file, the first time those where the samples begin.
   *
   * @param at offset of the first of them in the file
   */
  void see(byte[] bytes, int offset, int count, long at) {
    fromData.see(bytes, offset, count, at);
    behindData.see(bytes, offset, count, at);
  }

  /** The answer, given the size of the file. */
  WavData end(long totalBytes) {
    long declared = header.declaredBytes();
    long present = totalBytes - header.dataOffset();
    long used = Math.min(declared, present);
    if (header.sizeUnknown()) {
      used = declared == 0 && fromData.sawOnlyChunks(totalBytes) ? 0 : present;
    } else if (declared > present && !header.riffSizeUnknown()) {
      warnings.add("truncated data chunk: header says " + declared + " bytes, file has " + present);
    } else if (declared < present) {
      used = dataBytesBeforeOtherBytes(totalBytes);
    }
    warnOfHalfSamples(used);
    return new WavData(used, warnings);
  }

  /** The file goes on behind the declared end of the samples: with chunks, or with samples? */
  private long dataBytesBeforeOtherBytes(long totalBytes) {
    if (header.riffSizeUnknown() && !behindData.sawOnlyChunks(totalBytes)) {
      // Kaldi's rule for streamed files: everything to the end of the file.
      return totalBytes - header.dataOffset();
    }
    if (behindData.dataBytes() >= 0) {
      warnings.add("a second data chunk of " + behindData.dataBytes() + " bytes is not read");
    }
    return header.declaredBytes();
  }

  private void warnOfHalfSamples(long dataBytes) {
    WavFormat format = header.format();
    if (format.encoding() != Encoding.OTHER && dataBytes % format.blockAlign() != 0) {
      warnings.add(
          "data chunk of "
              + dataBytes
              + " bytes is not a whole number of samples: the last "
              + dataBytes % format.blockAlign()
              + " bytes are dropped");
    }
  }
}
