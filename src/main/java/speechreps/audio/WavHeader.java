package speechreps.audio;

/**
 * What the chunks of a WAV file say, checked.
 *
 * <pre>
 * file     := ("RIFF" | "RIFX" | "RF64") uint32(riffSize) "WAVE" chunk*
 * chunk    := id[4] uint32(size) byte[size] pad?          pad: one byte when size is odd
 * ds64     := uint64(riffSize) uint64(dataSize) uint64(numSamples) …       only in RF64
 * fmt      := uint16(tag) uint16(numChannels) uint32(rateHz) uint32(byteRate)
 *             uint16(blockAlign) uint16(bitsPerSample) extension?
 * extension:= uint16(size) uint16(validBits) uint32(channelMask) guid[16]     tag 0xFFFE
 * </pre>
 *
 * Numbers are little endian, in RIFX big endian.
 *
 * @param format of the samples
 * @param bigEndian true for RIFX
 * @param dataOffset byte where the samples start
 * @param declaredBytes of samples, as the header says
 * @param riffSizeUnknown whether the size of the whole file is a streaming mark
 */
record WavHeader(
    WavFormat format,
    boolean bigEndian,
    int dataOffset,
    long declaredBytes,
    boolean riffSizeUnknown) {
  /** A size that no program means. */
  static final long MAX_UINT32 = 0xFFFFFFFFL;

  /** What SoX and espeak-ng write as the size of data that they stream. */
  private static final long STREAMED_BY_SOX = 0x7FFFF000L;

  /** How samples are stored. */
  enum Encoding {
    /** Format tag 1. */
    PCM,
    /** Format tag 3, IEEE floats. */
    FLOAT,
    /** Format tags 6 and 7: A-law and mu-law, a byte a sample. */
    G711,
    /** Every other tag (ADPCM, GSM, MP3 …). */
    OTHER
  }

  static final int TAG_PCM = 1;
  static final int TAG_FLOAT = 3;
  static final int TAG_ALAW = 6;
  static final int TAG_MULAW = 7;
  static final int TAG_EXTENSIBLE = 0xFFFE;

  /** True when a sample is a plain number, which needs no decoder. */
  boolean isLinear() {
    return format.encoding() == Encoding.PCM || format.encoding() == Encoding.FLOAT;
  }

  /** True when the size of the samples is a streaming mark. */
  boolean sizeUnknown() {
    return declaredBytes == 0 || declaredBytes == MAX_UINT32 || declaredBytes == STREAMED_BY_SOX;
  }

  /** What follows may be samples up to here; {@link EncodedAudio#UNKNOWN_SIZE} when all may be. */
  long mostDataBytes() {
    return sizeUnknown() || riffSizeUnknown ? EncodedAudio.UNKNOWN_SIZE : declaredBytes;
  }

  /**
   * Samples in each channel, or {@link AudioInfo#UNKNOWN}.
   *
   * @param dataBytes of samples, or {@link EncodedAudio#UNKNOWN_SIZE}
   */
  long numSamples(long dataBytes) {
    if (format.encoding() == Encoding.OTHER || dataBytes == EncodedAudio.UNKNOWN_SIZE) {
      return AudioInfo.UNKNOWN;
    }
    return dataBytes / format.blockAlign();
  }
}
