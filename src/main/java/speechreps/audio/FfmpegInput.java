package speechreps.audio;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;

/**
 * A recording opened by FFmpeg: its demuxer and its audio stream.
 *
 * <p>Only the demuxer that the content asks for is allowed, and no protocol: nothing in a file can
 * make FFmpeg open another file or address.
 *
 * <p>Belongs to one thread; {@link #close} frees all native memory.
 */
final class FfmpegInput implements AutoCloseable {
  private final EncodedAudio audio;
  private final Container container;
  private final MemoryInput bytes;
  private final AVFormatContext format;
  private final AVStream stream;

  /**
   * Opens a recording and finds its audio stream.
   *
   * @throws UtteranceException when the header is broken or there is no audio in it
   */
  FfmpegInput(EncodedAudio audio, Container container) throws UtteranceException {
    Ffmpeg.load();
    this.audio = audio;
    this.container = container;
    this.bytes = new MemoryInput(audio.bytes());
    this.format = avformat.avformat_alloc_context();
    try {
      open();
      this.stream = firstAudioStream();
    } catch (UtteranceException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open() throws UtteranceException {
    format.pb(bytes.context());
    AVDictionary options = new AVDictionary(null);
    try {
      avutil.av_dict_set(options, "format_whitelist", container.demuxer, 0);
      avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
      String noUrl = null;
      check(
          avformat.avformat_open_input(
              format, noUrl, avformat.av_find_input_format(container.demuxer), options),
          "the " + container + " header cannot be read");
    } finally {
      avutil.av_dict_free(options);
    }
    format.error_recognition(Ffmpeg.STRICT);
    AVDictionary noOptions = null;
    check(
        avformat.avformat_find_stream_info(format, noOptions),
        "the " + container + " streams cannot be read");
  }

  private AVStream firstAudioStream() throws UtteranceException {
    AVCodec anyDecoder = null;
    int index =
        avformat.av_find_best_stream(format, avutil.AVMEDIA_TYPE_AUDIO, -1, -1, anyDecoder, 0);
    if (index < 0) {
      throw audio.failure(
          FailureReason.UNSUPPORTED_AUDIO,
          "no audio stream: expected one, got " + format.nb_streams() + " streams of other kinds");
    }
    for (int i = 0; i < format.nb_streams(); i++) {
      if (i != index) {
        // Cover art and video are not even parsed.
        format.streams(i).discard(avcodec.AVDISCARD_ALL);
      }
    }
    return format.streams(index);
  }

  /**
   * Opens the decoder of the audio stream; the caller frees it.
   *
   * @throws UtteranceException when there is no decoder for it, or it refuses the header
   */
  AVCodecContext openDecoder() throws UtteranceException {
    AVCodec codec = avcodec.avcodec_find_decoder(stream.codecpar().codec_id());
    if (codec == null) {
      throw audio.failure(
          FailureReason.UNSUPPORTED_AUDIO, "no decoder for the encoding " + encoding());
    }
    AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
    try {
      check(
          avcodec.avcodec_parameters_to_context(decoder, stream.codecpar()),
          "the parameters of " + encoding() + " cannot be used");
      // Encoder delay and padding are told in this unit, and cut by the decoder.
      decoder.pkt_timebase(stream.time_base());
      // Plain samples cannot be wrong; strictness would only drop those before a half one.
      boolean plain = encoding().startsWith("pcm_");
      decoder.err_recognition(plain ? 0 : Ffmpeg.STRICT);
      if (isOggVorbis()) {
        decoder.flags2(decoder.flags2() | avcodec.AV_CODEC_FLAG2_SKIP_MANUAL);
      }
      // Tasks are the parallelism; threads of the decoder would only compete with them.
      decoder.thread_count(1);
      AVDictionary noOptions = null;
      check(
          avcodec.avcodec_open2(decoder, codec, noOptions),
          "the decoder of " + encoding() + " refuses its header");
      return decoder;
    } catch (UtteranceException | RuntimeException e) {
      avcodec.avcodec_free_context(decoder);
      throw e;
    }
  }

  /**
   * Reads the next packet of the audio stream.
   *
   * @return false at the end of the file
   */
  boolean nextPacket(AVPacket packet) throws UtteranceException {
    while (true) {
      int status = avformat.av_read_frame(format, packet);
      if (status == avutil.AVERROR_EOF) {
        return false;
      }
      check(status, "the file cannot be read on");
      if (packet.stream_index() == stream.index()) {
        return true;
      }
      avcodec.av_packet_unref(packet);
    }
  }

  /**
   * True for Vorbis in Ogg, whose padding the caller must cut by the length that {@link #info}
   * tells: at the end of a file of a single audio page FFmpeg itself cuts too much or too little.
   */
  boolean isOggVorbis() {
    return container == Container.OGG && stream.codecpar().codec_id() == avcodec.AV_CODEC_ID_VORBIS;
  }

  /** Name of the codec, such as {@code flac}. */
  String encoding() {
    return avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
  }

  /** True when the length of {@link #info} was guessed from the bit rate, as for plain MP3. */
  boolean lengthIsGuessed() {
    return format.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_BITRATE;
  }

  /** What the header tells, without decoding. */
  AudioInfo info() {
    int rateHz = stream.codecpar().sample_rate();
    int numChannels = stream.codecpar().ch_layout().nb_channels();
    AVRational sample = avutil.av_make_q(1, rateHz);
    if (stream.duration() != avutil.AV_NOPTS_VALUE) {
      long length = avutil.av_rescale_q(stream.duration(), stream.time_base(), sample);
      return new AudioInfo(rateHz, numChannels, length);
    }
    if (format.duration() != avutil.AV_NOPTS_VALUE) {
      AVRational unit = avutil.av_make_q(1, avutil.AV_TIME_BASE);
      return new AudioInfo(
          rateHz, numChannels, avutil.av_rescale_q(format.duration(), unit, sample));
    }
    return new AudioInfo(rateHz, numChannels, AudioInfo.UNKNOWN);
  }

  private void check(int status, String what) throws UtteranceException {
    if (status < 0) {
      throw audio.corrupt(what + ": " + Ffmpeg.message(status));
    }
  }

  @Override
  public void close() {
    // Null when opening failed: FFmpeg has freed it then.
    if (!format.isNull()) {
      avformat.avformat_close_input(format);
    }
    bytes.close();
  }
}
