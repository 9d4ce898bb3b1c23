package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static speechreps.speech.RowStore.IN_MEMORY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowStore;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;
import speechreps.storage.OpenFiles;
import speechreps.storage.Scratch;
import speechreps.storage.Spill;

/** WAV files of more than 16 MB, which are decoded while they are read. */
class LongWavTest {
  private static final int DATA_BYTES = (1 << 24) + 6;
  private static final int NUM_SAMPLES = DATA_BYTES / 2;
  private static final long STREAMED = 0xFFFFFFFFL;

  @Test
  void samplesFollowTheBeginningWithoutAGap() throws IOException {
    float[] samples = Samples.of(read(wav().chunk("data", DATA_BYTES, LongWavTest::count)), 0);

    assertEquals(NUM_SAMPLES, samples.length);
    for (int i = 0; i < samples.length; i++) {
      assertEquals((short) i, samples[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RIFF,1,8",
    "RIFF,1,16",
    "RIFX,1,24",
    "RF64,1,24",
    "RIFF,1,32",
    "RIFX,3,32",
    "RF64,3,64"
  })
  void whereTheBeginningEndsIsNotToBeSeen(String magic, int tag, int bits) throws IOException {
    int frameBytes = 3 * bits / 8;
    int frames = (1 << 24) / frameBytes + 100;
    byte[] large =
        wav(magic, tag, bits).chunk("data", frames * frameBytes, LongWavTest::fill).build();
    int first = frames - 200;
    byte[] end = Arrays.copyOfRange(large, large.length - 200 * frameBytes, large.length);
    byte[] small = wav(magic, tag, bits).chunk("data", end.length, data -> data.put(end)).build();

    FeatureRows samples = new AudioReader().read(new BytesSource(large), IN_MEMORY).samples();

    assertEquals(frames, samples.numFrames());
    assertEquals(
        new AudioReader().read(new BytesSource(small), IN_MEMORY).samples(),
        samples.block(first, 200));
  }

  @Test
  void chunksBehindTheSamplesAreNoSamples() throws IOException {
    Waveform read = read(wav().zeros("data", DATA_BYTES).zeros("LIST", 10).zeros("id3 ", 4));

    assertEquals(NUM_SAMPLES, read.numSamples());
    assertEquals(List.of(), read.warnings());
  }

  @Test
  void chunksBehindStreamedSamplesAreNoSamples() throws IOException {
    WavBuilder streamed = wav().riffSize(STREAMED).zeros("data", DATA_BYTES);

    assertEquals(NUM_SAMPLES, read(streamed.zeros("LIST", 10)).numSamples());
    // A chunk of 10 bytes with its header, and bytes that are none: all of them count.
    assertEquals(NUM_SAMPLES + 14, read(streamed.rawBytes(10, b -> {})).numSamples());
  }

  @Test
  void streamedSamplesReachToTheEnd() throws IOException {
    WavBuilder streamed =
        wav().riffSize(STREAMED).raw("data").raw32(STREAMED).rawBytes(DATA_BYTES, b -> {});

    assertEquals(NUM_SAMPLES, read(streamed).numSamples());
  }

  @Test
  void secondDataChunkIsNotReadWithAWarning() throws IOException {
    Waveform read = read(wav().zeros("data", DATA_BYTES).zeros("LIST", 6).zeros("data", 8));

    assertEquals(NUM_SAMPLES, read.numSamples());
    assertEquals(List.of("a second data chunk of 8 bytes is not read"), read.warnings());
  }

  @Test
  void truncatedFileIsUsedWithAWarning() throws IOException {
    Waveform read =
        read(wav().raw("data").raw32(2L * DATA_BYTES).rawBytes(DATA_BYTES + 1, b -> {}));

    assertEquals(NUM_SAMPLES, read.numSamples());
    assertEquals(
        List.of(
            "truncated data chunk: header says 33554444 bytes, file has 16777223",
            "data chunk of 16777223 bytes is not a whole number of samples: the last 1 bytes are"
                + " dropped"),
        read.warnings());
  }

  @Test
  void sizeThatTheHeaderMakesUpTakesNoMemory() throws IOException {
    long declared = 0xFFFF_FF00L;

    Waveform read = read(wav().raw("data").raw32(declared).rawBytes(DATA_BYTES, b -> {}));

    assertEquals(NUM_SAMPLES, read.numSamples());
  }

  @Test
  void largeChunksBeforeTheSamplesAreReadThrough() throws IOException {
    byte[] file =
        WavBuilder.riff().zeros("JUNK", DATA_BYTES).format(1, 1, 8000, 16).data16(1, 2).build();
    Waveform read = new AudioReader().read(new BytesSource(file), IN_MEMORY);

    assertEquals(2, read.numSamples());
  }

  @Test
  void dataSizeOfZeroBeforeWholeChunksIsNoSamples() {
    WavBuilder empty = wav().raw("data").raw32(0).zeros("LIST", DATA_BYTES);

    assertFails(
        FailureReason.EMPTY_AUDIO,
        "WAV file without samples: expected at least 2 bytes of data at byte 44, got 0"
            + " (test.audio)",
        empty);
  }

  @Test
  void compressedFileThatMemoryCannotHoldIsRefused() {
    assertFails(
        FailureReason.UNSUPPORTED_AUDIO,
        "recording too large: expected at most 16777216 bytes, got more (test.audio)",
        WavBuilder.riff().format(7, 1, 8000, 8).zeros("data", DATA_BYTES));
  }

  @Test
  void fileOfARecordingThatIsRefusedIsFreed(@TempDir Path folder) throws IOException {
    BytesSource slow =
        new BytesSource(WavBuilder.riff().format(1, 1, 99, 16).zeros("data", 1000).build());
    try (Scratch scratch = new Scratch(folder)) {
      RowStore files = new Spill(scratch, 0);

      assertThrows(UtteranceException.class, () -> new AudioReader().read(slow, files));

      assertEquals(0, OpenFiles.in(folder));
    }
  }

  private static void fill(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    new Random(bytes.length).nextBytes(bytes);
    data.put(bytes);
  }

  private static void count(ByteBuffer data) {
    for (int i = 0; i < NUM_SAMPLES; i++) {
      data.putShort((short) i);
    }
  }

  private static WavBuilder wav(String magic, int tag, int bits) {
    WavBuilder file = magic.equals("RIFX") ? WavBuilder.rifx() : WavBuilder.riff().magic(magic);
    return file.format(tag, 3, 16000, bits);
  }

  private static WavBuilder wav() {
    return WavBuilder.riff().format(1, 1, 16000, 16);
  }

  private static Waveform read(WavBuilder wav) throws IOException {
    return new AudioReader(1).read(new BytesSource(wav.build()), IN_MEMORY);
  }

  private static void assertFails(FailureReason reason, String message, WavBuilder wav) {
    UtteranceException e = assertThrows(UtteranceException.class, () -> read(wav));
    assertEquals(message, e.getMessage());
    assertEquals(reason, e.reason());
  }
}
