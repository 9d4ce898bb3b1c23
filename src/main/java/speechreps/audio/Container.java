package speechreps.audio;

import org.jspecify.annotations.Nullable;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;

/**
 * The file formats that are read, told apart by their first bytes, never by the file's name.
 *
 * <p>FFmpeg is told which demuxer to use instead of being left to guess: a playlist or a script
 * that poses as audio could make it open other files and addresses.
 */
enum Container {
  /** RIFF, RIFX and RF64. */
  WAV("wav", Long.MAX_VALUE),
  FLAC("flac", 0),
  AIFF("aiff", 0),
  /** NIST SPHERE: PCM, A-law, mu-law and embedded Shorten. */
  SPHERE("nistsphere", 0),
  MP3("mp3", 4608),
  /** Ogg with Vorbis, Opus, FLAC or Speex. */
  OGG("ogg", Long.MAX_VALUE),
  W64("w64", 0),
  AU("au", 0),
  CAF("caf", Long.MAX_VALUE),
  /** MP4, M4A, QuickTime. */
  MP4("mov", Long.MAX_VALUE),
  /** Matroska and WebM. */
  MATROSKA("matroska", 4800),
  AMR("amr", Long.MAX_VALUE),
  /** A bare AAC stream. */
  ADTS("aac", Long.MAX_VALUE),
  SHORTEN("shn", Long.MAX_VALUE),
  WAVPACK("wv", 0);

  private static final int ID3_HEADER_BYTES = 10;
  private static final int SHOWN_BYTES = 8;

  /** FFmpeg's name of the demuxer. */
  final String demuxer;

  /**
   * How many samples may be fewer than the header says before the file counts as truncated. For MP3
   * the header counts the encoder's delay and padding, four frames at most; Matroska tells a time
   * in milliseconds and may count padding, too.
   */
  final long lengthTolerance;

  Container(String demuxer, long lengthTolerance) {
    this.demuxer = demuxer;
    this.lengthTolerance = lengthTolerance;
  }

  /**
   * Tells the format from the content.
   *
   * @throws UtteranceException when there are no bytes, or when they are of none of the formats
   */
  static Container of(EncodedAudio audio) throws UtteranceException {
    if (audio.bytes().length == 0) {
      throw audio.failure(
          FailureReason.EMPTY_AUDIO, "empty file: expected a recording, got 0 bytes");
    }
    int start = audioOffset(audio);
    Container found = byMagic(audio, start);
    if (found == null) {
      found = MpegSync.at(audio, start);
    }
    if (found == null && start > 0) {
      // Only MPEG audio is commonly tagged with ID3; its demuxer finds the first frame by itself.
      found = MP3;
    }
    if (found == null) {
      throw audio.corrupt(
          "not a known audio format: expected WAV, FLAC, SPHERE, AIFF, MP3, Ogg or the like, got "
              + "a file that starts with "
              + beginning(audio));
    }
    return found;
  }

  private static @Nullable Container byMagic(EncodedAudio audio, int at) {
    if (audio.bytes().length - at < 4) {
      return null;
    }
    return switch (audio.text(at, 4)) {
      case "RIFF", "RIFX", "RF64" -> WAV;
      case "fLaC" -> FLAC;
      case "NIST" -> SPHERE;
      case "OggS" -> OGG;
      case "riff" -> W64;
      case ".snd" -> AU;
      case "caff" -> CAF;
      case "\u001aE\u00df\u00a3" -> MATROSKA;
      case "ajkg" -> SHORTEN;
      case "wvpk" -> WAVPACK;
      case "FORM" -> audio.hasMagic(at + 8, "AIF") ? AIFF : null;
      case "#!AM" -> AMR;
      default -> audio.hasMagic(at + 4, "ftyp") ? MP4 : null;
    };
  }

  /** Where the audio starts: behind ID3v2 tags, which any tagging program may have put in front. */
  static int audioOffset(EncodedAudio audio) {
    int at = 0;
    while (audio.hasMagic(at, "ID3") && at + ID3_HEADER_BYTES <= audio.bytes().length) {
      int size = 0;
      for (int i = 6; i < ID3_HEADER_BYTES; i++) {
        // Seven bits a byte, so that a tag never looks like an MPEG frame.
        size = (size << 7) | (audio.bytes()[at + i] & 0x7F);
      }
      boolean hasFooter = (audio.bytes()[at + 5] & 0x10) != 0;
      long next = (long) at + ID3_HEADER_BYTES + size + (hasFooter ? ID3_HEADER_BYTES : 0);
      if (next >= audio.bytes().length) {
        return at + ID3_HEADER_BYTES;
      }
      at = (int) next;
    }
    return at;
  }

  private static String beginning(EncodedAudio audio) {
    StringBuilder shown = new StringBuilder("\"");
    int numShown = Math.min(SHOWN_BYTES, audio.bytes().length);
    for (int i = 0; i < numShown; i++) {
      int b = audio.unsignedByte(i);
      shown.append(b >= ' ' && b < 0x7F ? String.valueOf((char) b) : String.format("\\x%02x", b));
    }
    return shown.append('"').toString();
  }
}
