package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import speechreps.speech.RowStore;
import speechreps.speech.Waveform;

/** Recordings of published corpora, which carry or have a second form to compare with. */
@Tag("conformance")
class RealAudioConformanceTest {
  private static final Path AUDIO =
      Path.of(System.getProperty("conformance.data"), "data", "audio");

  /** Where STREAMINFO keeps the MD5 of the samples (RFC 9639, 8.2). */
  private static final int FLAC_MD5_OFFSET = 26;

  private static final int SPHERE_HEADER_BYTES = 1024;

  private final AudioReader reader = new AudioReader();

  @ParameterizedTest
  @MethodSource
  void everyRecordingIsReadWithoutAWarning(Path file) throws IOException {
    Waveform read = read(file);
    assertEquals(List.of(), read.warnings());
    AudioInfo info = reader.probe(new FileSource(file));
    assertEquals(read.sampleRateHz(), info.sampleRateHz());
    assertEquals(read.numChannels(), info.numChannels());
    assertEquals(read.seconds(), info.seconds(), 0.1);
  }

  static List<Path> everyRecordingIsReadWithoutAWarning() throws IOException {
    return files(".wav", ".flac", ".sph", ".mp3", ".ogg", ".opus");
  }

  @ParameterizedTest
  @MethodSource
  void flacSamplesHaveTheChecksumThatTheEncoderLeft(Path file) throws Exception {
    float[] samples = Samples.of(read(file), 0);
    ByteBuffer pcm = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      pcm.putShort((short) sample);
    }
    byte[] expected =
        Arrays.copyOfRange(Files.readAllBytes(file), FLAC_MD5_OFFSET, FLAC_MD5_OFFSET + 16);
    assertArrayEquals(expected, MessageDigest.getInstance("MD5").digest(pcm.array()));
  }

  static List<Path> flacSamplesHaveTheChecksumThatTheEncoderLeft() throws IOException {
    return files(".flac");
  }

  @ParameterizedTest
  @MethodSource
  void sphereSamplesAreTheBytesBehindTheHeader(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String header = new String(bytes, 0, SPHERE_HEADER_BYTES, "US-ASCII");
    ByteBuffer pcm =
        ByteBuffer.wrap(bytes)
            .order(
                header.contains("sample_byte_format -s2 10")
                    ? ByteOrder.BIG_ENDIAN
                    : ByteOrder.LITTLE_ENDIAN);
    float[] samples = Samples.of(read(file), 0);
    assertEquals((bytes.length - SPHERE_HEADER_BYTES) / 2, samples.length);
    for (int i = 0; i < samples.length; i++) {
      assertEquals(pcm.getShort(SPHERE_HEADER_BYTES + 2 * i), samples[i]);
    }
  }

  static List<Path> sphereSamplesAreTheBytesBehindTheHeader() throws IOException {
    return files(".sph");
  }

  @ParameterizedTest
  @CsvSource({
    "misc/jfk.wav, misc/jfk.mp3, 10",
    "rates/lyra_sample1_16kHz.wav, rates/lyra_sample1_32kHz.wav, 20",
    "rates/lyra_sample2_16kHz.wav, rates/lyra_sample2_32kHz.wav, 20"
  })
  void twoFormsOfARecordingAgree(String name, String other, double minSnrDb) throws IOException {
    Waveform expected = read(AUDIO.resolve(name));
    Waveform got = read(AUDIO.resolve(other));
    float[] resampled =
        Resampler.resample(
                got.samples(), got.sampleRateHz(), expected.sampleRateHz(), RowStore.IN_MEMORY)
            .whole()
            .values();
    assertEquals(expected.numSamples(), resampled.length);
    double snrDb = Agreement.snrDb(Samples.of(expected, 0), resampled);
    assertTrue(snrDb >= minSnrDb, "signal to noise ratio " + snrDb + " dB");
  }

  private Waveform read(Path file) throws IOException {
    return reader.read(new FileSource(file), RowStore.IN_MEMORY);
  }

  private static List<Path> files(String... suffixes) throws IOException {
    try (Stream<Path> files = Files.walk(AUDIO)) {
      List<Path> found =
          files
              .filter(f -> Stream.of(suffixes).anyMatch(s -> f.toString().endsWith(s)))
              .sorted()
              .toList();
      assertTrue(!found.isEmpty(), "no recordings below " + AUDIO);
      return found;
    }
  }
}
