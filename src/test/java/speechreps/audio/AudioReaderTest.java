package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import speechreps.speech.FailureReason;
import speechreps.speech.RowStore;
import speechreps.speech.Source;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/** Everything that FFmpeg decodes. The recordings are described in the resources' README. */
class AudioReaderTest {
  private static final int NUM_SAMPLES = 4800;

  /** Lossy codecs keep two loud tones within a twentieth of their amplitude of 12000. */
  private static final float CODEC_ERROR = 600;

  private final AudioReader reader = new AudioReader();

  @Test
  void flacIsExact() throws IOException {
    Waveform read = reader.read(resource("tone.flac"), RowStore.IN_MEMORY);
    assertEquals(16000, read.sampleRateHz());
    assertArrayEquals(new float[][] {tone(16000)}, Samples.of(read));
    assertEquals(List.of(), read.warnings());
  }

  @Test
  void twentyFourBitFlacKeepsItsFractions() throws IOException {
    Waveform read = reader.read(resource("tone-stereo-24bit.flac"), RowStore.IN_MEMORY);
    assertEquals(2, read.numChannels());
    float[] tone = tone(16000);
    for (int i = 0; i < NUM_SAMPLES; i++) {
      assertEquals(tone[i] + 5 / 256f, Samples.of(read, 0)[i]);
      assertEquals(-tone[i] + 5 / 256f, Samples.of(read, 1)[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({"tone.ogg, 16000", "tone.mp3, 16000", "tone.opus, 48000"})
  void lossyCodecsKeepTheLengthAndTheTimeOfEverySample(String name, int rateHz) throws IOException {
    Waveform read = reader.read(resource(name), RowStore.IN_MEMORY);
    assertEquals(List.of(), read.warnings());
    assertEquals(rateHz, read.sampleRateHz());
    assertEquals(NUM_SAMPLES * (rateHz / 16000), read.numSamples());
    float[] tone = tone(rateHz);
    // The first and last block of a codec ring.
    for (int i = read.numSamples() / 4; i < read.numSamples() * 3 / 4; i++) {
      assertEquals(tone[i], Samples.of(read, 0)[i], CODEC_ERROR, "sample " + i);
    }
  }

  @Test
  void sphereIsExact() throws IOException {
    String text =
        """
        NIST_1A
           1024
        sample_count -i 3
        sample_n_bytes -i 2
        channel_count -i 1
        sample_byte_format -s2 10
        sample_rate -i 16000
        sample_coding -s3 pcm
        end_head
        """;
    byte[] header = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 1024 + 6);
    header[1025] = 7;
    header[1027] = (byte) 0xFF;
    assertArrayEquals(
        new float[][] {{7, 255, 0}},
        Samples.of(reader.read(new BytesSource(header), RowStore.IN_MEMORY)));
  }

  @Test
  void anId3TagBeforeFlacIsSkipped() throws IOException {
    byte[] flac = BytesSource.resource("tone.flac");
    byte[] tagged = new byte[10 + 200 + flac.length];
    System.arraycopy(new byte[] {'I', 'D', '3', 3, 0, 0, 0, 0, 1, 72}, 0, tagged, 0, 10);
    System.arraycopy(flac, 0, tagged, 210, flac.length);
    assertEquals(
        NUM_SAMPLES, reader.read(new BytesSource(tagged), RowStore.IN_MEMORY).numSamples());
  }

  @Test
  void aDamagedFlacFrameIsAFailure() {
    byte[] flac = BytesSource.resource("tone.flac");
    flac[flac.length / 2] ^= 1;
    assertFailure(
        FailureReason.CORRUPT_AUDIO,
        "corrupt flac data near byte 86, after 0 samples: Invalid data found when processing input"
            + " (test.audio)",
        flac);
  }

  @Test
  void truncatedFlacIsUsedWithAWarning() throws IOException {
    byte[] flac = BytesSource.resource("tone.flac");
    Waveform read =
        reader.read(new BytesSource(Arrays.copyOf(flac, flac.length - 5)), RowStore.IN_MEMORY);
    assertEquals(
        "truncated recording: header says 4800 samples, file has " + read.numSamples(),
        read.warnings().get(0));
    assertArrayEquals(Arrays.copyOf(tone(16000), read.numSamples()), Samples.of(read, 0));
  }

  @Test
  void aDamagedOggPageIsAFailure() {
    byte[] ogg = BytesSource.resource("tone.ogg");
    ogg[ogg.length - 10] ^= 1;
    assertFailure(
        FailureReason.CORRUPT_AUDIO,
        "corrupt Ogg page at byte 3446: expected checksum 005dff46, got 80cd5f21 (test.audio)",
        ogg);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n",
        "ffconcat version 1.0\nfile '/etc/passwd'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
        "<?xml version=\"1.0\"?><MPD><BaseURL>http://localhost/</BaseURL></MPD>"
      })
  void playlistsAndScriptsAreNotAudio(String text) {
    UtteranceException e =
        assertThrows(
            UtteranceException.class, () -> read(text.getBytes(StandardCharsets.US_ASCII)));
    assertEquals(FailureReason.CORRUPT_AUDIO, e.reason());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("not a known audio format: "), message);
  }

  @Test
  void otherBytesAreNotAudio() {
    assertFailure(
        FailureReason.CORRUPT_AUDIO,
        "not a known audio format: expected WAV, FLAC, SPHERE, AIFF, MP3, Ogg or the like, got a"
            + " file that starts with \"hi\\x00\\xff\" (test.audio)",
        new byte[] {'h', 'i', 0, (byte) 0xFF});
  }

  @Test
  void aFailureToOpenTheSourcePassesThrough() {
    FileNotFoundException missing = new FileNotFoundException("a.wav");
    Source source =
        new Source() {
          @Override
          public String location() {
            return "a.wav";
          }

          @Override
          public InputStream open() throws IOException {
            throw missing;
          }
        };
    assertSame(
        missing,
        assertThrows(FileNotFoundException.class, () -> reader.read(source, RowStore.IN_MEMORY)));
    assertSame(missing, assertThrows(FileNotFoundException.class, () -> reader.probe(source)));
  }

  @Test
  void moreThreadsThanNativeCallbacksDecodeAtTheSameTime() throws Exception {
    byte[] flac = BytesSource.resource("tone.flac");
    float[] expected = tone(16000);
    ExecutorService threads = Executors.newFixedThreadPool(24);
    try {
      List<Future<Waveform>> results = new ArrayList<>();
      for (int i = 0; i < 240; i++) {
        results.add(threads.submit(() -> read(flac)));
      }
      for (Future<Waveform> result : results) {
        assertArrayEquals(expected, Samples.of(result.get(), 0));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tone.flac, 16000, 1, 4800",
    "tone-stereo-24bit.flac, 16000, 2, 4800",
    "tone.ogg, 16000, 1, 4800"
  })
  void aHeaderTellsRateChannelsAndLength(String name, int rateHz, int numChannels, long length)
      throws IOException {
    assertEquals(new AudioInfo(rateHz, numChannels, length), reader.probe(resource(name)));
  }

  @Test
  void aWavHeaderTellsItsLengthWithoutTheSamples() throws IOException {
    byte[] large = WavBuilder.riff().format(1, 2, 8000, 16).zeros("data", 400_000).build();
    AudioInfo info = reader.probe(new BytesSource(large));
    assertEquals(new AudioInfo(8000, 2, 100_000), info);
    assertEquals(12.5, info.seconds());
  }

  @Test
  void aHeaderWithAnImplausibleRateIsRefused() {
    UtteranceException e =
        assertThrows(
            UtteranceException.class,
            () -> reader.probe(new BytesSource(WavBuilder.pcm16(2_000_000, 1, 1, 2))));
    assertEquals(
        "implausible sample rate: expected 100 to 1000000 Hz, got 2000000 (test.audio)",
        e.getMessage());
  }

  @Test
  void aStreamedWavDoesNotTellItsLength() throws IOException {
    byte[] streamed =
        WavBuilder.riff()
            .format(1, 1, 8000, 16)
            .raw("data")
            .raw32(0x7FFFF000L)
            .rawBytes(400_000, b -> {})
            .build();
    AudioInfo info = reader.probe(new BytesSource(streamed));
    assertEquals(new AudioInfo(8000, 1, AudioInfo.UNKNOWN), info);
    assertTrue(Double.isNaN(info.seconds()));
  }

  @Test
  void chunksLargerThanTheProbedBeginningAreReadThrough() throws IOException {
    byte[] tagged =
        WavBuilder.riff().zeros("JUNK", 300_000).format(1, 1, 8000, 16).data16(1, 2, 3).build();
    assertEquals(new AudioInfo(8000, 1, 3), reader.probe(new BytesSource(tagged)));
  }

  private static float[] tone(int rateHz) {
    float[] samples = new float[NUM_SAMPLES * (rateHz / 16000)];
    for (int i = 0; i < samples.length; i++) {
      double t = (double) i / rateHz;
      samples[i] =
          Math.round(
              8000 * Math.sin(2 * Math.PI * 440 * t) + 4000 * Math.sin(2 * Math.PI * 1250 * t));
    }
    return samples;
  }

  private static BytesSource resource(String name) {
    return new BytesSource(BytesSource.resource(name));
  }

  private Waveform read(byte[] file) throws IOException {
    return reader.read(new BytesSource(file), RowStore.IN_MEMORY);
  }

  private void assertFailure(FailureReason reason, String message, byte[] file) {
    UtteranceException e = assertThrows(UtteranceException.class, () -> read(file));
    assertEquals(message, e.getMessage());
    assertEquals(reason, e.reason());
  }
}
