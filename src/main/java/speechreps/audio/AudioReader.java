package speechreps.audio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import speechreps.speech.FailureReason;
import speechreps.speech.Source;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/**
 * Turns the bytes of a recording into a {@link Waveform}; the front door of this room.
 *
 * <p>WAV is read as Kaldi reads it where Kaldi reads it at all; FLAC, SPHERE, AIFF, MP3, Ogg, Opus
 * and the rest are decoded by FFmpeg. The content decides which it is, never the name.
 *
 * <p>Thread-safe: nothing is shared between calls.
 */
public final class AudioReader {
  /** Java's largest array is a few elements smaller than this on some virtual machines. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 16;

  // A header with another rate is broken, and resampling from it could take any amount of memory.
  private static final int MIN_RATE_HZ = 100;
  private static final int MAX_RATE_HZ = 1_000_000;

  private static final int HEADER_BYTES = 1 << 16;
  private static final long MIN_FILE_BYTES = 1 << 24;

  private final int maxSamples;

  /**
   * A reader that refuses what would take more than a quarter of the Java heap once decoded, so
   * that a recording of absurd length fails by itself instead of ending the process.
   */
  public AudioReader() {
    this(shareOfHeap(1));
  }

  /**
   * The number of samples that fill a fair share of a quarter of the Java heap, or a whole array if
   * that is less.
   *
   * @param readers how many read in this process at the same time
   */
  public static int shareOfHeap(int readers) {
    return (int) Math.min(MAX_ARRAY, Runtime.getRuntime().maxMemory() / 4 / Float.BYTES / readers);
  }

  /**
   * A reader with a limit.
   *
   * @param maxSamples the largest number of samples in all channels of a recording together
   */
  public AudioReader(int maxSamples) {
    if (maxSamples < 1 || maxSamples > MAX_ARRAY) {
      throw new IllegalArgumentException(
          "maxSamples must be from 1 to " + MAX_ARRAY + ", got " + maxSamples);
    }
    this.maxSamples = maxSamples;
  }

  /**
   * Decodes a whole recording with all its channels.
   *
   * @return at least one sample, on the int16 scale
   * @throws UtteranceException when it is broken, empty or in an encoding that is not supported
   * @throws IOException as the source throws it, {@link java.io.FileNotFoundException} included
   */
  public Waveform read(Source source) throws IOException {
    EncodedAudio audio = EncodedAudio.readAll(source, maxBytes());
    Waveform waveform = decode(audio);
    requirePlausibleRate(waveform.sampleRateHz(), source);
    return waveform;
  }

  /** Of a file: as much as its samples may take, but for headers and pictures in short ones. */
  private int maxBytes() {
    return (int) Math.min(MAX_ARRAY, Math.max(MIN_FILE_BYTES, (long) maxSamples * Float.BYTES));
  }

  private static void requirePlausibleRate(int sampleRateHz, Source source)
      throws UtteranceException {
    if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) {
      throw new UtteranceException(
          FailureReason.UNSUPPORTED_AUDIO,
          source.location(),
          "implausible sample rate: expected "
              + MIN_RATE_HZ
              + " to "
              + MAX_RATE_HZ
              + " Hz, got "
              + sampleRateHz);
    }
  }

  private Waveform decode(EncodedAudio audio) throws UtteranceException {
    Container container = Container.of(audio);
    return switch (container) {
      case WAV -> decodeWav(audio);
      case OGG -> warned(OggPages.check(audio), FfmpegDecoder.decode(audio, container, maxSamples));
      default -> FfmpegDecoder.decode(audio, container, maxSamples);
    };
  }

  private Waveform decodeWav(EncodedAudio audio) throws UtteranceException {
    WavHeader header = WavHeaderReader.read(audio);
    return header.isLinear()
        ? WavReader.read(audio, header, maxSamples)
        : warned(header.warnings(), FfmpegDecoder.decode(audio, Container.WAV, maxSamples));
  }

  private static Waveform warned(List<String> warnings, Waveform waveform) {
    if (warnings.isEmpty()) {
      return waveform;
    }
    List<String> all = new ArrayList<>(warnings);
    all.addAll(waveform.warnings());
    return new Waveform(waveform.sampleRateHz(), waveform.channels(), all);
  }

  /**
   * Reads a recording's header only, without decoding; for WAV and FLAC only the beginning of the
   * file.
   *
   * @throws UtteranceException when the header is broken, or describes what is not supported
   * @throws IOException as the source throws it, {@link java.io.FileNotFoundException} included
   */
  public AudioInfo probe(Source source) throws IOException {
    EncodedAudio beginning = EncodedAudio.readBeginning(source, HEADER_BYTES);
    AudioInfo info =
        switch (Container.of(beginning)) {
          case WAV -> probeWav(source, beginning);
          case FLAC -> FlacHeader.read(beginning);
          default -> probeWithFfmpeg(EncodedAudio.readAll(source, MAX_ARRAY));
        };
    requirePlausibleRate(info.sampleRateHz(), source);
    return info;
  }

  private static AudioInfo probeWithFfmpeg(EncodedAudio audio) throws UtteranceException {
    try (FfmpegInput input = new FfmpegInput(audio, Container.of(audio))) {
      return input.info();
    }
  }

  private static AudioInfo probeWav(Source source, EncodedAudio beginning) throws IOException {
    WavHeader header;
    try {
      header = WavHeaderReader.read(beginning);
    } catch (UtteranceException e) {
      if (beginning.isWhole()) {
        throw e;
      }
      // Chunks before the samples may be larger than what was read.
      header = WavHeaderReader.read(EncodedAudio.readAll(source, MAX_ARRAY));
    }
    WavFormat format = header.format();
    return new AudioInfo(format.sampleRateHz(), format.numChannels(), header.numSamples());
  }
}
