package speechreps.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import speechreps.speech.FailureReason;
import speechreps.speech.RowStore;
import speechreps.speech.UtteranceException;

/** WAV files that cannot be read, and what the user is told. */
class BrokenWavTest {
  @Test
  void aChunkLargerThanTheFileIsRefusedAtOnce() {
    byte[] file = wav().raw("LIST").raw32(0xFFFFFFF0L).rawBytes(12, b -> {}).build();
    assertTimeout(
        Duration.ofSeconds(5),
        () ->
            assertFailure(
                FailureReason.CORRUPT_AUDIO,
                "WAV chunk 'LIST' at byte 36 is larger than the file: expected at most 12 bytes,"
                    + " got size 4294967280 (test.audio)",
                file));
  }

  @Test
  void filesWithoutSamplesAreEmpty() {
    assertFailure(
        FailureReason.EMPTY_AUDIO,
        "empty file: expected a recording, got 0 bytes (test.audio)",
        new byte[0]);
    assertFailure(
        FailureReason.EMPTY_AUDIO,
        "WAV file without samples: expected at least 2 bytes of data at byte 44, got 0"
            + " (test.audio)",
        wav().data16().build());
    assertFailure(
        FailureReason.EMPTY_AUDIO,
        "WAV file without samples: expected at least 2 bytes of data at byte 44, got 0"
            + " (test.audio)",
        wav().data16().zeros("LIST", 4).build());
  }

  @Test
  void headersThatEndTooEarlyAreCorrupt() {
    assertCorrupt(
        "WAV file ends before its fmt chunk: expected a chunk at byte 12, got 0 bytes",
        WavBuilder.riff().build());
    assertCorrupt(
        "WAV fmt chunk at byte 12 is too small: expected 16 bytes, got 4",
        WavBuilder.riff().raw("fmt ").raw32(16).raw32(1).build());
    assertCorrupt(
        "WAV file ends before its data chunk: expected a chunk at byte 36, got 0 bytes",
        wav().build());
    assertCorrupt(
        "WAV file without a format: expected a fmt chunk, got the data chunk at byte 12",
        WavBuilder.riff().data16(1).build());
    assertCorrupt(
        "not a WAV file: expected WAVE at byte 8, got a file of 6 bytes",
        new byte[] {'R', 'I', 'F', 'F', 0, 0});
  }

  @Test
  void headersThatContradictThemselvesAreCorrupt() {
    assertCorrupt(
        "WAV header without channels: expected at least 1, got 0 at byte 22",
        WavBuilder.riff().format(1, 0, 16000, 32000, 2, 16).data16(1).build());
    assertCorrupt(
        "WAV header with an impossible sample rate: expected at least 1 Hz, got 0 at byte 24",
        WavBuilder.riff().format(1, 1, 0, 0, 2, 16).data16(1).build());
    assertCorrupt(
        "WAV header contradicts itself: expected byte rate 32000 for 16000 Hz and block align 2,"
            + " got 12345 at byte 28",
        WavBuilder.riff().format(1, 1, 16000, 12345, 2, 16).data16(1).build());
    assertCorrupt(
        "WAV header contradicts itself: expected block align 2 for 1 channel(s) of 16 bits, got 4"
            + " at byte 32",
        WavBuilder.riff().format(1, 1, 16000, 64000, 4, 16).data16(1).build());
  }

  @Test
  void encodingsThatNobodyKnowsAreUnsupported() {
    assertFailure(
        FailureReason.UNSUPPORTED_AUDIO,
        "unsupported bits per sample in a WAV header: expected [8, 16, 24, 32], got 12 at byte 34"
            + " (test.audio)",
        WavBuilder.riff().format(1, 1, 16000, 24000, 1, 12).data16(1).build());
    assertFailure(
        FailureReason.UNSUPPORTED_AUDIO,
        "WAVE_FORMAT_EXTENSIBLE with an unknown GUID at byte 44: expected the GUID of a wave format"
            + " such as PCM, got one that starts with 00000000 (test.audio)",
        WavBuilder.riff().extensible(0, 1, 16000, 16).data16(1).build());
    assertFailure(
        FailureReason.UNSUPPORTED_AUDIO,
        "implausible sample rate: expected 100 to 1000000 Hz, got 7 (test.audio)",
        WavBuilder.pcm16(7, 1, 1, 2));
  }

  @Test
  void aRecordingOverTheLimitIsRefused() {
    UtteranceException e =
        assertThrows(
            UtteranceException.class,
            () ->
                new AudioReader(1, 3)
                    .read(
                        new BytesSource(WavBuilder.pcm16(16000, 2, 1, 2, 3, 4)),
                        RowStore.IN_MEMORY));
    assertEquals(
        "recording too long: expected at most 3 samples in all channels, got 4 or more"
            + " (test.audio)",
        e.getMessage());
    assertEquals(FailureReason.UNSUPPORTED_AUDIO, e.reason());
  }

  private static WavBuilder wav() {
    return WavBuilder.riff().format(1, 1, 16000, 16);
  }

  private static void assertCorrupt(String message, byte[] file) {
    assertFailure(FailureReason.CORRUPT_AUDIO, message + " (test.audio)", file);
  }

  private static void assertFailure(FailureReason reason, String message, byte[] file) {
    UtteranceException e =
        assertThrows(
            UtteranceException.class,
            () -> new AudioReader().read(new BytesSource(file), RowStore.IN_MEMORY));
    assertEquals(message, e.getMessage());
    assertEquals(reason, e.reason());
  }
}
