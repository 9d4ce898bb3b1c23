package speechreps.audio;

import java.util.ArrayList;
import java.util.List;
import speechreps.audio.RiffCursor.Chunk;
import speechreps.audio.WavHeader.Encoding;
import speechreps.speech.UtteranceException;

/**
 * Reads the header of a WAV file as Kaldi's {@code WaveInfo::Read} (feat/wave-reader.cc) does.
 *
 * <p>What Kaldi accepts gives the same samples. Read beyond it: pad bytes, RF64, encodings other
 * than 16-bit PCM, more than 255 channels, and a data size that is right although the RIFF size is
 * a streaming mark (Kaldi then takes the chunks behind the samples for samples).
 */
final class WavHeaderReader {
  private static final int FIRST_CHUNK = 12;
  private static final int DS64_BYTES = 16;
  private static final long MAX_UINT32 = 0xFFFFFFFFL;

  /** What SoX and espeak-ng write as the size of data that they stream. */
  private static final long STREAMED_BY_SOX = 0x7FFFF000L;

  private final EncodedAudio audio;
  private final boolean bigEndian;
  private final RiffCursor riff;
  private final List<String> warnings = new ArrayList<>();

  private WavHeaderReader(EncodedAudio audio) {
    this.audio = audio;
    this.bigEndian = audio.hasMagic(0, "RIFX");
    this.riff = new RiffCursor(audio, FIRST_CHUNK, bigEndian);
  }

  /**
   * Reads the chunks up to the samples.
   *
   * @param audio starts with RIFF, RIFX or RF64; the file's beginning suffices
   * @throws UtteranceException when the header is broken, or describes what cannot be read
   */
  static WavHeader read(EncodedAudio audio) throws UtteranceException {
    return new WavHeaderReader(audio).read();
  }

  private void requireWave() throws UtteranceException {
    if (!audio.hasMagic(8, "WAVE")) {
      throw audio.corrupt(
          "not a WAV file: expected WAVE at byte 8, got "
              + (audio.bytes().length < FIRST_CHUNK
                  ? "a file of " + audio.bytes().length + " bytes"
                  : RiffCursor.printable(audio.text(8, 4))));
    }
  }

  private WavHeader read() throws UtteranceException {
    requireWave();
    WavFormat format = null;
    long ds64DataSize = MAX_UINT32;
    Chunk chunk = riff.next("fmt");
    while (!chunk.id().equals("data")) {
      if (chunk.id().equals("fmt ") && format == null) {
        format = WavFormat.read(audio, riff, chunk);
      } else if (chunk.id().equals("ds64")) {
        ds64DataSize = ds64DataSize(chunk);
      }
      riff.skip(chunk);
      chunk = riff.next(format == null ? "fmt" : "data");
    }
    if (format == null) {
      throw audio.corrupt(
          "WAV file without a format: expected a fmt chunk, got the data chunk at byte "
              + riff.offset());
    }
    boolean sizeIsInDs64 = audio.hasMagic(0, "RF64") && chunk.size() == MAX_UINT32;
    long dataBytes =
        dataBytes(chunk.bodyOffset(), sizeIsInDs64 ? ds64DataSize : chunk.size(), format);
    return new WavHeader(format, bigEndian, chunk.bodyOffset(), dataBytes, warnings);
  }

  private long ds64DataSize(Chunk chunk) throws UtteranceException {
    if (chunk.size() < DS64_BYTES || chunk.bodyOffset() + DS64_BYTES > audio.bytes().length) {
      throw audio.corrupt(
          "RF64 ds64 chunk at byte "
              + riff.offset()
              + " is too small: expected at least "
              + DS64_BYTES
              + " bytes, got "
              + Math.min(chunk.size(), audio.bytes().length - chunk.bodyOffset()));
    }
    long size = riff.int64(chunk.bodyOffset() + 8);
    // A 64-bit size with the first bit set is no file's: a streaming mark.
    return size < 0 ? MAX_UINT32 : size;
  }

  /** How many bytes behind {@code from} are samples, given what the data chunk's header says. */
  private long dataBytes(int from, long declared, WavFormat format) {
    boolean sizeUnknown = declared == 0 || declared == MAX_UINT32 || declared == STREAMED_BY_SOX;
    if (!audio.isWhole()) {
      return sizeUnknown ? EncodedAudio.UNKNOWN_SIZE : declared;
    }
    long present = audio.totalBytes() - from;
    long used = Math.min(declared, present);
    if (sizeUnknown) {
      used = declared == 0 && riff.onlyChunksFrom(from) ? 0 : present;
    } else if (declared > present && !riffSizeUnknown()) {
      warnings.add("truncated data chunk: header says " + declared + " bytes, file has " + present);
    } else if (declared < present) {
      used = dataBytesBeforeOtherBytes(from, declared);
    }
    warnOfHalfSamples(used, format);
    return used;
  }

  private void warnOfHalfSamples(long dataBytes, WavFormat format) {
    if (format.encoding() != Encoding.OTHER && dataBytes % format.blockAlign() != 0) {
      warnings.add(
          "data chunk of "
              + dataBytes
              + " bytes is not a whole number of samples: the last "
              + dataBytes % format.blockAlign()
              + " bytes are dropped");
    }
  }

  /** The file goes on behind the declared end of the samples: with chunks, or with samples? */
  private long dataBytesBeforeOtherBytes(int from, long declared) {
    long end = from + declared + declared % 2;
    if (riffSizeUnknown() && !riff.onlyChunksFrom(end)) {
      // Kaldi's rule for streamed files: everything to the end of the file.
      return audio.totalBytes() - from;
    }
    long second = riff.sizeOfChunkFrom(end, "data");
    if (second >= 0) {
      warnings.add("a second data chunk of " + second + " bytes is not read");
    }
    return declared;
  }

  private boolean riffSizeUnknown() {
    long riffSize = riff.uint32(4);
    return !audio.hasMagic(0, "RF64") && (riffSize == 0 || riffSize == MAX_UINT32);
  }
}
