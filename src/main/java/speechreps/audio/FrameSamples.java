package speechreps.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** The samples of a decoded FFmpeg frame, brought to the int16 scale. */
final class FrameSamples {
  private static final float FULL_SCALE = 32768f;

  private FrameSamples() {}

  /** Appends the samples of all channels. */
  static void append(AVFrame frame, DecodedSamples samples) throws IOException {
    int count = frame.nb_samples();
    int format = frame.format();
    float[] into = samples.reserve(count);
    boolean planar = avutil.av_sample_fmt_is_planar(format) != 0;
    int numChannels = samples.numChannels();
    int step = planar ? 1 : numChannels;
    int bytes = count * step * avutil.av_get_bytes_per_sample(format);
    for (int channel = 0; channel < numChannels; channel++) {
      ByteBuffer plane =
          frame
              .extended_data(planar ? channel : 0)
              .capacity(bytes)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
      Plane from = new Plane(plane, planar ? 0 : channel, step, count);
      from.copy(format, into, channel, numChannels);
    }
    samples.advance(count);
  }

  /**
   * One channel within a buffer.
   *
   * @param first index of its first sample
   * @param step samples from one of its samples to the next
   */
  private record Plane(ByteBuffer data, int first, int step, int count) {
    /**
     * One loop for each format, so that nothing is decided for every sample.
     *
     * @param at place of the first sample in {@code into}
     * @param stride places from one sample to the next
     */
    void copy(int format, float[] into, int at, int stride) {
      switch (avutil.av_get_packed_sample_fmt(format)) {
        case avutil.AV_SAMPLE_FMT_U8 -> {
          for (int i = 0, to = at, from = first; i < count; i++, to += stride, from += step) {
            into[to] = ((data.get(from) & 0xFF) - 128) * 256f;
          }
        }
        case avutil.AV_SAMPLE_FMT_S16 -> {
          for (int i = 0, to = at, from = 2 * first;
              i < count;
              i++, to += stride, from += 2 * step) {
            into[to] = data.getShort(from);
          }
        }
        case avutil.AV_SAMPLE_FMT_S32 -> {
          // Fewer bits (FLAC with 24) are left-justified, so full scale is always 2^31.
          for (int i = 0, to = at, from = 4 * first;
              i < count;
              i++, to += stride, from += 4 * step) {
            into[to] = data.getInt(from) / 65536f;
          }
        }
        case avutil.AV_SAMPLE_FMT_FLT -> {
          for (int i = 0, to = at, from = 4 * first;
              i < count;
              i++, to += stride, from += 4 * step) {
            into[to] = data.getFloat(from) * FULL_SCALE;
          }
        }
        case avutil.AV_SAMPLE_FMT_DBL -> {
          for (int i = 0, to = at, from = 8 * first;
              i < count;
              i++, to += stride, from += 8 * step) {
            into[to] = (float) (data.getDouble(from) * FULL_SCALE);
          }
        }
        default -> throw new IllegalStateException("unknown FFmpeg sample format " + format);
      }
    }
  }
}
