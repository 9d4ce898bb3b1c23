package speechreps.audio;

import speechreps.audio.RiffCursor.Chunk;
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

  private final EncodedAudio audio;
  private final boolean bigEndian;
  private final RiffCursor riff;

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
    long ds64DataSize = WavHeader.MAX_UINT32;
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
    boolean sizeIsInDs64 = audio.hasMagic(0, "RF64") && chunk.size() == WavHeader.MAX_UINT32;
    long declared = sizeIsInDs64 ? ds64DataSize : chunk.size();
    return new WavHeader(format, bigEndian, chunk.bodyOffset(), declared, riffSizeUnknown());
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
    return size < 0 ? WavHeader.MAX_UINT32 : size;
  }

  private boolean riffSizeUnknown() {
    long riffSize = riff.uint32(4);
    return !audio.hasMagic(0, "RF64") && (riffSize == 0 || riffSize == WavHeader.MAX_UINT32);
  }
}
