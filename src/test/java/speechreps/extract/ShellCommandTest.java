package speechreps.extract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;
import speechreps.audio.Samples;
import speechreps.speech.FailureReason;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

/** Commands that are run because the user allows it. */
class ShellCommandTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Path folder;

  ShellCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void outputIsTheRecording() throws IOException {
    Path file = Recordings.write(folder.resolve("a.wav"), 16000, 1, 1, 2, 3);
    Commands allowed = new Commands(true, Commands.DEFAULT_TIMEOUT, List.of());
    RecordingReader reader = new RecordingReader(new Storage(new Configuration(false)), allowed);

    assertArrayEquals(
        new float[] {1, 2, 3}, Samples.of(reader.read("head -c 9999 < " + file + " |"), 0));
  }

  @Test
  void relativePathsCountFromTheFirstFolder() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "here");

    assertEquals("here", run("cat a.txt", Commands.DEFAULT_TIMEOUT));
  }

  @Test
  void firstFolderMayHaveAScheme() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "here");

    for (String scheme : List.of("file:", "file://")) {
      Commands rules = new Commands(true, Commands.DEFAULT_TIMEOUT, List.of(scheme + folder));
      try (InputStream in = new ShellCommand("cat a.txt", "x |", rules).open()) {
        assertEquals("here", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void environmentHoldsNothingButWhatProgramsNeed() throws IOException {
    Set<String> names =
        run("env", Commands.DEFAULT_TIMEOUT)
            .lines()
            .map(line -> line.substring(0, line.indexOf('=')))
            .collect(Collectors.toSet());

    // The shell itself adds the last three.
    names.removeAll(Set.of("PATH", "HOME", "LANG", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_"));
    assertEquals(Set.of(), names);
  }

  @Test
  void standardInputIsEmpty() throws IOException {
    assertEquals("0\n", run("wc -c | tr -d ' '", Commands.DEFAULT_TIMEOUT));
  }

  @Test
  void failureTellsTheExitCodeAndTheLastWords() {
    assertFails(
        "command failed: expected exit code 0, got 3: two / three / four (x |)",
        "printf 'one\\ntwo\\nthree\\n\\nfour\\n' >&2; exit 3");
  }

  @Test
  void failureWithoutWordsSaysSo() {
    assertFails(
        "command failed: expected exit code 0, got 1, nothing on standard error (x |)", "false");
  }

  @Test
  void outputOfAFailedCommandIsNotUsed() {
    assertFails(
        "command failed: expected exit code 0, got 2, nothing on standard error (x |)",
        "echo data; exit 2");
  }

  @Test
  void muchOnStandardErrorDoesNotBlock() throws IOException {
    assertEquals(
        "done", run("head -c 1000000 /dev/zero >&2; printf done", Commands.DEFAULT_TIMEOUT));
  }

  @Test
  void commandThatDoesNotEndIsEndedWithAllItsChildren() throws Exception {
    Path pid = folder.resolve("pid");

    UtteranceException e =
        assertThrows(
            UtteranceException.class,
            () -> run("sleep 100 & echo $! > pid; wait", Duration.ofSeconds(2)));

    assertEquals(FailureReason.COMMAND_FAILED, e.reason());
    assertEquals(
        "command ended by force: expected an end within 2.0 s (--command-timeout) (x |)",
        e.getMessage());
    Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    if (child.isPresent()) {
      child.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void processThatIsLeftBehindDoesNotKeepTheTaskWaiting() {
    UtteranceException e =
        assertThrows(UtteranceException.class, () -> run("(sleep 5 &) ; printf started", SHORT));

    assertEquals(FailureReason.COMMAND_FAILED, e.reason());
  }

  @Test
  void interruptionEndsTheCommand() {
    Thread.currentThread().interrupt();

    assertThrows(InterruptedIOException.class, () -> run("sleep 100", Commands.DEFAULT_TIMEOUT));
    assertTrue(Thread.interrupted());
  }

  @Test
  void endlessOutputIsRefused() {
    LimitedStream zeros =
        new LimitedStream(InputStream.nullInputStream(), "x |", "the output of the command", 0);
    assertFalse(zeros.markSupported());

    UtteranceException e =
        assertThrows(
            UtteranceException.class,
            () ->
                new LimitedStream(
                        Files.newInputStream(Path.of("/dev/zero")),
                        "x |",
                        "the output of the command",
                        100_000)
                    .readAllBytes());

    assertEquals(FailureReason.UNSUPPORTED_AUDIO, e.reason());
    assertEquals(
        "the output of the command is too large: expected at most 100000 bytes, got more (x |)",
        e.getMessage());
  }

  private void assertFails(String message, String command) {
    UtteranceException e =
        assertThrows(UtteranceException.class, () -> run(command, Commands.DEFAULT_TIMEOUT));
    assertEquals(message, e.getMessage());
    assertEquals(FailureReason.COMMAND_FAILED, e.reason());
  }

  private String run(String command, Duration timeout) throws IOException {
    Commands rules = new Commands(true, timeout, List.of(folder.toString()));
    try (InputStream in = new ShellCommand(command, "x |", rules).open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
