package speechreps.audio;

import org.jspecify.annotations.Nullable;

/**
 * Recognises bare MPEG audio, which has no magic number: only frame headers that point at each
 * other.
 *
 * <p>Eleven set bits alone occur in any noise, so the frame's length is computed and a second
 * header is asked for where the first one ends.
 */
final class MpegSync {
  /** Bit rates of MPEG-1 layer III in kbit/s (ISO 11172-3, 2.4.2.3). */
  private static final int[] KBITS_MPEG1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };

  /** Bit rates of MPEG-2 and 2.5 layer III in kbit/s (ISO 13818-3). */
  private static final int[] KBITS_MPEG2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };

  private static final int[] MPEG1_RATES_HZ = {44100, 48000, 32000};

  private MpegSync() {}

  /** {@link Container#MP3} or {@link Container#ADTS} when frames start at {@code at}, or null. */
  static @Nullable Container at(EncodedAudio audio, int at) {
    if (chains(audio, at, layer3FrameBytes(audio, at))) {
      return Container.MP3;
    }
    return chains(audio, at, adtsFrameBytes(audio, at)) ? Container.ADTS : null;
  }

  /** True when the next frame starts like this one, or this one is the last. */
  private static boolean chains(EncodedAudio audio, int at, int frameBytes) {
    int next = at + frameBytes;
    return frameBytes > 0
        && (next >= audio.bytes().length
            || (audio.unsignedByte(next) == 0xFF
                && (audio.unsignedByte(next + 1) & 0xFE) == (audio.unsignedByte(at + 1) & 0xFE)));
  }

  /** Length of the layer III frame at {@code at}, or 0 when there is none. */
  private static int layer3FrameBytes(EncodedAudio audio, int at) {
    int second = audio.unsignedByte(at + 1L);
    int third = audio.unsignedByte(at + 2L);
    if (third < 0 || audio.unsignedByte(at) != 0xFF || (second & 0xE6) != 0xE2) {
      return 0;
    }
    int version = (second >> 3) & 3;
    int bitRateIndex = third >> 4;
    int rateIndex = (third >> 2) & 3;
    if (version == 1 || bitRateIndex == 0 || bitRateIndex == 15 || rateIndex == 3) {
      return 0;
    }
    boolean mpeg1 = version == 3;
    int bitsPerSecond = 1000 * (mpeg1 ? KBITS_MPEG1 : KBITS_MPEG2)[bitRateIndex];
    int rateHz = MPEG1_RATES_HZ[rateIndex] >> (mpeg1 ? 0 : version == 2 ? 1 : 2);
    // 1152 samples a frame in MPEG-1, 576 in the others: 144 and 72 bytes for each bit a sample.
    return (mpeg1 ? 144 : 72) * bitsPerSecond / rateHz + ((third >> 1) & 1);
  }

  /** Length of the AAC frame at {@code at}, or 0 when there is none. */
  private static int adtsFrameBytes(EncodedAudio audio, int at) {
    int second = audio.unsignedByte(at + 1L);
    if (audio.unsignedByte(at + 5L) < 0
        || audio.unsignedByte(at) != 0xFF
        || (second & 0xF6) != 0xF0) {
      return 0;
    }
    return ((audio.unsignedByte(at + 3L) & 3) << 11)
        | (audio.unsignedByte(at + 4L) << 3)
        | (audio.unsignedByte(at + 5L) >> 5);
  }
}
