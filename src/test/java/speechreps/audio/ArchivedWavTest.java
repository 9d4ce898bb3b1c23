package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import speechreps.speech.FailureReason;
import speechreps.speech.RowStore;
import speechreps.speech.UtteranceException;
import speechreps.speech.Waveform;

/** A WAV with the next entry of an archive behind it. */
class ArchivedWavTest {
  private static final byte[] WAV = WavBuilder.pcm16(16000, 1, 1, 2, 3);

  @Test
  void endsWhereTheWavEnds() throws IOException {
    try (InputStream in = archive(WAV, "b RIFFjunk").open()) {
      assertArrayEquals(WAV, in.readAllBytes());
    }
  }

  @Test
  void neighbourIsNotTakenForSamples() throws IOException {
    byte[] streamed = WavBuilder.riff().format(1, 1, 16000, 16).data16OfSize(0, 7, 8).build();

    Waveform waveform =
        new AudioReader().read(archive(streamed, "b RIFF and what follows"), RowStore.IN_MEMORY);

    assertArrayEquals(new float[] {7, 8}, Samples.of(waveform, 0));
  }

  @Test
  void bigEndianSizeIsUnderstood() throws IOException {
    byte[] wav = WavBuilder.rifx().format(1, 1, 16000, 16).data16(5, -6).build();

    Waveform waveform = new AudioReader().read(archive(wav, "b "), RowStore.IN_MEMORY);

    assertArrayEquals(new float[] {5, -6}, Samples.of(waveform, 0));
  }

  @Test
  void archiveThatEndsWithinTheWavIsTruncatedAudio() throws IOException {
    byte[] cut = Arrays.copyOf(WAV, WAV.length - 2);

    Waveform waveform = new AudioReader().read(archive(cut, ""), RowStore.IN_MEMORY);

    assertEquals(
        List.of("truncated data chunk: header says 6 bytes, file has 4"), waveform.warnings());
  }

  @Test
  void somethingElseThanWavIsRefused() {
    assertFails(
        FailureReason.UNSUPPORTED_AUDIO,
        "expected a WAV at this place of the archive, got something that starts with fLaC (test.audio)",
        archive("fLaC".getBytes(StandardCharsets.US_ASCII), "and so on"));
  }

  @Test
  void matrixIsRefusedWithTheUsualCause() {
    assertFails(
        FailureReason.UNSUPPORTED_AUDIO,
        "expected a WAV at this place of the archive, got a Kaldi matrix or vector; is the manifest"
            + " a feats.scp? (test.audio)",
        archive("\0BFM ".getBytes(StandardCharsets.US_ASCII), "and so on"));
  }

  @Test
  void endOfTheArchiveIsCorruptAudio() {
    assertFails(
        FailureReason.CORRUPT_AUDIO,
        "the archive ends here: expected a WAV, got 4 bytes (test.audio)",
        archive("RIFF".getBytes(StandardCharsets.US_ASCII), ""));
  }

  @Test
  void wavThatDoesNotTellItsSizeIsRefused() {
    assertFails(
        FailureReason.UNSUPPORTED_AUDIO,
        "the WAV does not tell where in the archive it ends: expected its size at byte 4, got the"
            + " streaming mark 4294967295 (test.audio)",
        archive(
            WavBuilder.riff().riffSize(0xFFFFFFFFL).format(1, 1, 16000, 16).data16(1).build(), ""));
  }

  private static void assertFails(FailureReason reason, String message, ArchivedWav wav) {
    UtteranceException e = assertThrows(UtteranceException.class, () -> wav.open().close());
    assertEquals(message, e.getMessage());
    assertEquals(reason, e.reason());
  }

  private static ArchivedWav archive(byte[] wav, String behind) {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.writeBytes(wav);
    archive.writeBytes(behind.getBytes(StandardCharsets.US_ASCII));
    return new ArchivedWav(new BytesSource(archive.toByteArray()));
  }
}
