package speechreps.audio;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * FFmpeg's libraries in this process: loaded once, silent, and their error codes in words.
 *
 * <p>JavaCPP unpacks the libraries into {@code ~/.javacpp/cache}, or below {@code java.io.tmpdir}
 * where the home directory is not writable ({@code -Dorg.bytedeco.javacpp.cachedir} chooses another
 * place). Several processes may do so at the same time: it locks the files.
 */
final class Ffmpeg {
  static {
    // JavaCPP refuses to allocate when the process is larger than a multiple of the Java heap. The
    // tensor engines beside us are, so the limit would hit at random; all memory is freed by us.
    setUnlessSet("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    setUnlessSet("org.bytedeco.javacpp.maxBytes", "0");
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  /** Everything that a decoder can notice is an error, checksums included. */
  static final int STRICT =
      avcodec.AV_EF_CRCCHECK
          | avcodec.AV_EF_BITSTREAM
          | avcodec.AV_EF_BUFFER
          | avcodec.AV_EF_EXPLODE;

  /** The decoder wants more input before it has a frame. */
  static final int NEEDS_INPUT = org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN();

  private static final int MAX_MESSAGE_BYTES = 128;

  private Ffmpeg() {}

  /** Loads the libraries, the first time. To be called before anything else of FFmpeg. */
  static void load() {
    // The work is done by the static initializer.
  }

  /** What an error code means, in FFmpeg's words. */
  static String message(int error) {
    byte[] text = new byte[MAX_MESSAGE_BYTES];
    avutil.av_strerror(error, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
