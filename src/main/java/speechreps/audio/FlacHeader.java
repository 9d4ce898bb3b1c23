package speechreps.audio;

import speechreps.speech.UtteranceException;

/**
 * The STREAMINFO block that every FLAC file starts with (RFC 9639, 8.2).
 *
 * <pre>
 * "fLaC" uint8(0 | 0x80) uint24(34) uint16 uint16 uint24 uint24
 * bits: rateHz:20 (numChannels-1):3 (bitsPerSample-1):5 numSamples:36     at byte 18
 * </pre>
 */
final class FlacHeader {
  private static final int RATE_OFFSET = 18;
  private static final int END = 26;

  private FlacHeader() {}

  /** Rate, channels and length; a length of 0 means unknown, as for streamed files. */
  static AudioInfo read(EncodedAudio audio) throws UtteranceException {
    int start = Container.audioOffset(audio);
    if (audio.bytes().length < start + END) {
      throw audio.corrupt(
          "FLAC header is truncated: expected "
              + END
              + " bytes, got "
              + (audio.bytes().length - start));
    }
    long bits = 0;
    for (int i = RATE_OFFSET; i < END; i++) {
      bits = (bits << 8) | audio.unsignedByte(start + i);
    }
    int sampleRateHz = (int) (bits >>> 44);
    int numChannels = (int) ((bits >>> 41) & 7) + 1;
    long numSamples = bits & 0xFFFFFFFFFL;
    return new AudioInfo(
        sampleRateHz, numChannels, numSamples == 0 ? AudioInfo.UNKNOWN : numSamples);
  }
}
