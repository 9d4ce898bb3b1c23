package speechreps.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.audio.DecodedSamples.SampleRoom;
import speechreps.speech.FailureReason;
import speechreps.speech.RowStore;
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

  /** A larger WAV file is decoded while it is read. */
  private static final int BEGINNING_BYTES = 1 << 24;

  /** Samples of the longest recording: 13 hours of stereo at 44.1 kHz, 16 GB. */
  private static final long MAX_SAMPLES = 1L << 32;

  private final int maxBytes;
  private final long maxSamples;

  /** A reader that nobody shares the heap with. */
  public AudioReader() {
    this(shareOfHeap(1));
  }

  /**
   * The bytes that are a fair share of a quarter of the Java heap, or a whole array if that is
   * less.
   *
   * @param readers how many read in this process at the same time
   */
  public static int shareOfHeap(int readers) {
    return (int) Math.min(MAX_ARRAY, Runtime.getRuntime().maxMemory() / 4 / readers);
  }

  /**
   * A reader that takes recordings of {@value #MAX_SAMPLES} samples in all channels: a malicious
   * file of any size can stand for that many, and shall fail by itself.
   *
   * @param maxBytes of a file that has to be in memory to be decoded: every one but WAV files of
   *     plain numbers. The limit is 16 MB if this is less.
   */
  public AudioReader(int maxBytes) {
    this(maxBytes, MAX_SAMPLES);
  }

  /** The same with another limit of samples. */
  public AudioReader(int maxBytes, long maxSamples) {
    if (maxSamples < 1) {
      throw new IllegalArgumentException("maxSamples must be at least 1, got " + maxSamples);
    }
    this.maxBytes = Math.min(MAX_ARRAY, Math.max(BEGINNING_BYTES, maxBytes));
    this.maxSamples = maxSamples;
  }

  /** The largest number of samples in all channels of a recording. */
  public long maxSamples() {
    return maxSamples;
  }

  /**
   * Decodes a whole recording with all its channels.
   *
   * @param store where the samples go
   * @return at least one sample, on the int16 scale
   * @throws UtteranceException when it is broken, empty or in an encoding that is not supported
   * @throws IOException as the source throws it, {@link java.io.FileNotFoundException} included; or
   *     when the store fails
   */
  public Waveform read(Source source, RowStore store) throws IOException {
    SampleRoom room = new SampleRoom(store, maxSamples);
    EncodedAudio audio;
    try (InputStream in = source.open()) {
      audio = EncodedAudio.readBeginning(source.location(), in, BEGINNING_BYTES);
      if (!audio.isWhole()) {
        WavHeader header = headerOfLinearWav(audio);
        if (header != null) {
          requirePlausibleRate(header.format().sampleRateHz(), source);
          return WavReader.read(audio, header, in, room);
        }
        audio = audio.withRest(in, maxBytes);
      }
    }
    return plausible(decode(audio, room), source, store);
  }

  private static Waveform plausible(Waveform waveform, Source source, RowStore store)
      throws IOException {
    try {
      requirePlausibleRate(waveform.sampleRateHz(), source);
      return waveform;
    } catch (UtteranceException e) {
      store.free(waveform.samples());
      throw e;
    }
  }

  /** Null when the recording has to be read whole: to decode it, or to find out what is wrong. */
  private static @Nullable WavHeader headerOfLinearWav(EncodedAudio beginning)
      throws UtteranceException {
    if (Container.of(beginning) != Container.WAV) {
      return null;
    }
    try {
      WavHeader header = WavHeaderReader.read(beginning);
      return header.isLinear() ? header : null;
    } catch (UtteranceException e) {
      // Chunks before the samples may be larger than what was read; else it fails once more.
      return null;
    }
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

  private static Waveform decode(EncodedAudio audio, SampleRoom room) throws IOException {
    Container container = Container.of(audio);
    return switch (container) {
      case WAV -> decodeWav(audio, room);
      case OGG -> warned(OggPages.check(audio), FfmpegDecoder.decode(audio, container, room));
      default -> FfmpegDecoder.decode(audio, container, room);
    };
  }

  private static Waveform decodeWav(EncodedAudio audio, SampleRoom room) throws IOException {
    WavHeader header = WavHeaderReader.read(audio);
    return header.isLinear()
        ? WavReader.read(audio, header, InputStream.nullInputStream(), room)
        : warned(
            WavExtent.of(audio, header).warnings(),
            FfmpegDecoder.decode(audio, Container.WAV, room));
  }

  private static Waveform warned(List<String> warnings, Waveform waveform) {
    if (warnings.isEmpty()) {
      return waveform;
    }
    List<String> all = new ArrayList<>(warnings);
    all.addAll(waveform.warnings());
    return new Waveform(waveform.sampleRateHz(), waveform.samples(), all);
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
    EncodedAudio audio = beginning;
    WavHeader header;
    try {
      header = WavHeaderReader.read(audio);
    } catch (UtteranceException e) {
      if (beginning.isWhole()) {
        throw e;
      }
      // Chunks before the samples may be larger than what was read.
      audio = EncodedAudio.readAll(source, MAX_ARRAY);
      header = WavHeaderReader.read(audio);
    }
    WavFormat format = header.format();
    return new AudioInfo(
        format.sampleRateHz(), format.numChannels(), header.numSamples(dataBytes(audio, header)));
  }

  private static long dataBytes(EncodedAudio audio, WavHeader header) {
    if (audio.isWhole()) {
      return WavExtent.of(audio, header).bytes();
    }
    return header.sizeUnknown() ? EncodedAudio.UNKNOWN_SIZE : header.declaredBytes();
  }
}
