package speechreps.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import speechreps.audio.DecodedSamples.SampleRoom;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/**
 * Decodes one recording with FFmpeg.
 *
 * <p>A packet that the decoder refuses is a failure, with one exception: the last one, which is
 * what a truncated file ends with. As with truncated WAV files, what is there is used, with a
 * warning.
 *
 * <p>Belongs to one thread; {@link #close} frees all native memory.
 */
final class FfmpegDecoder implements AutoCloseable {
  /** Samples of the largest block that Vorbis has. */
  private static final int MAX_VORBIS_BLOCK = 8192;

  private final EncodedAudio audio;
  private final Container container;
  private final SampleRoom room;
  private final FfmpegInput input;
  private final AVCodecContext decoder;
  private final AVPacket packet;
  private final AVFrame frame;
  private @Nullable DecodedSamples samples;
  private int sampleRateHz;
  private @Nullable String refusedPacket;

  private FfmpegDecoder(EncodedAudio audio, Container container, FfmpegInput input, SampleRoom room)
      throws UtteranceException {
    this.audio = audio;
    this.container = container;
    this.input = input;
    this.room = room;
    this.decoder = input.openDecoder();
    this.packet = avcodec.av_packet_alloc();
    this.frame = avutil.av_frame_alloc();
  }

  /**
   * Decodes all channels, on the int16 scale.
   *
   * @throws UtteranceException when the bytes are broken, when there is no decoder for them, or
   *     when they hold too many samples
   * @throws IOException when the samples cannot be stored
   */
  static Waveform decode(EncodedAudio audio, Container container, SampleRoom room)
      throws IOException {
    try (FfmpegInput input = new FfmpegInput(audio, container);
        FfmpegDecoder decoder = new FfmpegDecoder(audio, container, input, room)) {
      return decoder.decode();
    }
  }

  private Waveform decode() throws IOException {
    while (input.nextPacket(packet)) {
      failAfterRefusedPacket();
      decodePacket();
      avcodec.av_packet_unref(packet);
    }
    avcodec.avcodec_send_packet(decoder, null);
    receiveFrames();
    if (samples == null || samples.numSamples() == 0) {
      throw refusedPacket == null
          ? audio.failure(
              FailureReason.EMPTY_AUDIO, "no samples in this recording (" + input.encoding() + ")")
          : audio.corrupt(refusedPacket);
    }
    if (input.isOggVorbis()) {
      cutPadding(samples);
    }
    return samples.finish(sampleRateHz, warnings(samples.numSamples()));
  }

  /** The encoder's delay, as FFmpeg tells it of the first frame when it does not cut it itself. */
  private int samplesToSkip() {
    AVFrameSideData skip = avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_SKIP_SAMPLES);
    if (skip == null) {
      return 0;
    }
    ByteBuffer bytes = skip.data().capacity(skip.size()).asByteBuffer();
    return Math.max(0, bytes.order(ByteOrder.LITTLE_ENDIAN).getInt());
  }

  private void cutPadding(DecodedSamples decoded) throws IOException {
    long expected = input.info().numSamples();
    // A larger excess is no padding: then the length does not count all that is in the file.
    if (expected > 0 && decoded.numSamples() - expected < MAX_VORBIS_BLOCK) {
      decoded.cutTo(expected);
    }
  }

  private void decodePacket() throws IOException {
    long position = packet.pos();
    int status = avcodec.avcodec_send_packet(decoder, packet);
    if (status >= 0) {
      status = receiveFrames();
    }
    if (status < 0) {
      refusedPacket =
          "corrupt "
              + input.encoding()
              + " data near byte "
              + position
              + ", after "
              + (samples == null ? 0 : samples.numSamples())
              + " samples: "
              + Ffmpeg.message(status);
    }
  }

  /** A refused packet with others behind it is damage, not truncation. */
  private void failAfterRefusedPacket() throws UtteranceException {
    if (refusedPacket != null) {
      throw audio.corrupt(refusedPacket);
    }
  }

  /** Takes all frames that the decoder has; 0, or the error that it ended with. */
  private int receiveFrames() throws IOException {
    while (true) {
      int status = avcodec.avcodec_receive_frame(decoder, frame);
      if (status == Ffmpeg.NEEDS_INPUT || status == avutil.AVERROR_EOF) {
        return 0;
      }
      if (status < 0) {
        return status;
      }
      append();
      avutil.av_frame_unref(frame);
    }
  }

  private void append() throws IOException {
    int numChannels = frame.ch_layout().nb_channels();
    if (samples == null) {
      samples = new DecodedSamples(audio, numChannels, room, 0);
      sampleRateHz = frame.sample_rate();
    }
    if (numChannels != samples.numChannels() || frame.sample_rate() != sampleRateHz) {
      throw formatChange(samples);
    }
    if (samples.numSamples() == 0 && input.isOggVorbis()) {
      samples.dropFirst(samplesToSkip());
    }
    FrameSamples.append(frame, samples);
  }

  private UtteranceException formatChange(DecodedSamples decoded) {
    return audio.failure(
        FailureReason.UNSUPPORTED_AUDIO,
        String.format(
            "the format changes within the recording: expected %d channel(s) at %d Hz, got %d at %d"
                + " Hz after %d samples",
            decoded.numChannels(),
            sampleRateHz,
            frame.ch_layout().nb_channels(),
            frame.sample_rate(),
            decoded.numSamples()));
  }

  private List<String> warnings(int numSamples) {
    List<String> warnings = new ArrayList<>();
    long expected = input.lengthIsGuessed() ? AudioInfo.UNKNOWN : input.info().numSamples();
    if (numSamples < expected - container.lengthTolerance) {
      warnings.add(
          "truncated recording: header says " + expected + " samples, file has " + numSamples);
    }
    if (refusedPacket != null) {
      warnings.add("the end cannot be decoded: " + refusedPacket);
    }
    return warnings;
  }

  @Override
  public void close() throws IOException {
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(decoder);
    if (samples != null) {
      samples.close();
    }
  }
}
