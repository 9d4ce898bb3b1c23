package speechreps.audio;

import java.util.List;

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
 * @param dataBytes bytes of samples that are there, whatever the header says; {@link
 *     EncodedAudio#UNKNOWN_SIZE} when they reach to the end of a file of unknown size
 * @param warnings what was odd and did not prevent reading
 */
record WavHeader(
    WavFormat format, boolean bigEndian, int dataOffset, long dataBytes, List<String> warnings) {
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

  /** Samples in each channel, or {@link AudioInfo#UNKNOWN}. */
  long numSamples() {
    if (format.encoding() == Encoding.OTHER || dataBytes == EncodedAudio.UNKNOWN_SIZE) {
      return AudioInfo.UNKNOWN;
    }
    return dataBytes / format.blockAlign();
  }
}
