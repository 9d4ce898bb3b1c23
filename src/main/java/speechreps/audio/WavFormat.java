package speechreps.audio;

import java.util.List;
import speechreps.audio.RiffCursor.Chunk;
import speechreps.audio.WavHeader.Encoding;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;

/**
 * The {@code fmt} chunk of a WAV file, with the checks that Kaldi's {@code WaveInfo::Read} makes.
 *
 * @param sampleRateHz at least 1
 * @param numChannels at least 1
 * @param blockAlign bytes of one sample of all channels; a codec's block for {@link Encoding#OTHER}
 */
record WavFormat(
    Encoding encoding, int sampleRateHz, int numChannels, int bitsPerSample, int blockAlign) {
  private static final int FMT_BYTES = 16;
  private static final int FMT_EXTENSIBLE_BYTES = 40;
  private static final int GUID_OFFSET = 24;

  /** What follows the format tag in the GUID of every wave format, as 32-bit numbers. */
  private static final long[] GUID_TAIL = {0x00100000L, 0xAA000080L, 0x719B3800L};

  private static final List<Integer> PCM_BITS = List.of(8, 16, 24, 32);
  private static final List<Integer> FLOAT_BITS = List.of(32, 64);
  private static final List<Integer> G711_BITS = List.of(8);

  /**
   * Reads the chunk.
   *
   * @throws UtteranceException when it breaks the rules or describes what cannot be read
   */
  static WavFormat read(EncodedAudio audio, RiffCursor riff, Chunk chunk)
      throws UtteranceException {
    int at = chunk.bodyOffset();
    long present = Math.min(chunk.size(), audio.bytes().length - at);
    requireSize(audio, chunk, present, FMT_BYTES);
    int tag = riff.uint16(at);
    if (tag == WavHeader.TAG_EXTENSIBLE) {
      requireSize(audio, chunk, present, FMT_EXTENSIBLE_BYTES);
      tag = tagOfGuid(audio, riff, at + GUID_OFFSET);
    }
    int numChannels = riff.uint16(at + 2);
    long sampleRateHz = riff.uint32(at + 4);
    checkThereIsSound(audio, at, numChannels, sampleRateHz);
    WavFormat format =
        new WavFormat(
            encoding(tag),
            (int) sampleRateHz,
            numChannels,
            riff.uint16(at + 14),
            riff.uint16(at + 12));
    format.checkSizes(audio, at, riff.uint32(at + 8));
    return format;
  }

  private static void checkThereIsSound(
      EncodedAudio audio, int at, int numChannels, long sampleRateHz) throws UtteranceException {
    if (numChannels == 0) {
      throw audio.corrupt(
          "WAV header without channels: expected at least 1, got 0 at byte " + (at + 2));
    }
    if (sampleRateHz < 1 || sampleRateHz > Integer.MAX_VALUE) {
      throw audio.corrupt(
          "WAV header with an impossible sample rate: expected at least 1 Hz, got "
              + sampleRateHz
              + " at byte "
              + (at + 4));
    }
  }

  private static void requireSize(EncodedAudio audio, Chunk chunk, long present, int expected)
      throws UtteranceException {
    if (present < expected) {
      throw audio.corrupt(
          "WAV fmt chunk at byte "
              + (chunk.bodyOffset() - RiffCursor.CHUNK_HEADER_BYTES)
              + " is too small: expected "
              + expected
              + " bytes, got "
              + present);
    }
  }

  private static int tagOfGuid(EncodedAudio audio, RiffCursor riff, int at)
      throws UtteranceException {
    long tag = riff.uint32(at);
    boolean isWaveFormat = tag > 0 && tag <= 0xFFFF;
    for (int i = 0; i < GUID_TAIL.length; i++) {
      isWaveFormat &= riff.uint32(at + 4 * (i + 1)) == GUID_TAIL[i];
    }
    if (!isWaveFormat) {
      throw audio.failure(
          FailureReason.UNSUPPORTED_AUDIO,
          "WAVE_FORMAT_EXTENSIBLE with an unknown GUID at byte "
              + at
              + ": expected the GUID of a wave format such as PCM, got one that starts with "
              + String.format("%08x", tag));
    }
    return (int) tag;
  }

  private static Encoding encoding(int tag) {
    return switch (tag) {
      case WavHeader.TAG_PCM -> Encoding.PCM;
      case WavHeader.TAG_FLOAT -> Encoding.FLOAT;
      case WavHeader.TAG_ALAW, WavHeader.TAG_MULAW -> Encoding.G711;
      default -> Encoding.OTHER;
    };
  }

  /** Codecs with blocks have other rules for these numbers, and their decoders check them. */
  private void checkSizes(EncodedAudio audio, int at, long byteRate) throws UtteranceException {
    if (encoding == Encoding.OTHER) {
      return;
    }
    checkBits(audio, at + 14);
    int rightAlign = numChannels * (bitsPerSample / 8);
    if (blockAlign != rightAlign) {
      String of = numChannels + " channel(s) of " + bitsPerSample + " bits";
      throw contradiction(audio, "block align", rightAlign, of, blockAlign, at + 12);
    }
    long rightRate = (long) sampleRateHz * blockAlign;
    if (byteRate != rightRate) {
      String of = sampleRateHz + " Hz and block align " + blockAlign;
      throw contradiction(audio, "byte rate", rightRate, of, byteRate, at + 8);
    }
  }

  private void checkBits(EncodedAudio audio, int at) throws UtteranceException {
    List<Integer> known =
        switch (encoding) {
          case PCM -> PCM_BITS;
          case FLOAT -> FLOAT_BITS;
          default -> G711_BITS;
        };
    if (!known.contains(bitsPerSample)) {
      throw audio.failure(
          FailureReason.UNSUPPORTED_AUDIO,
          "unsupported bits per sample in a WAV header: expected "
              + known
              + ", got "
              + bitsPerSample
              + " at byte "
              + at);
    }
  }

  private static UtteranceException contradiction(
      EncodedAudio audio, String what, long expected, String of, long got, int at) {
    return audio.corrupt(
        "WAV header contradicts itself: expected "
            + (what + " " + expected + " for " + of)
            + (", got " + got + " at byte " + at));
  }
}
