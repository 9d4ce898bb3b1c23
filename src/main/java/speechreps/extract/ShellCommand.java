package speechreps.extract;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import speechreps.speech.FailureReason;
import speechreps.speech.Source;
import speechreps.speech.UtteranceException;
import speechreps.storage.Storage;

/**
 * What a command of an scp writes to its standard output. Each opening runs it, in {@code /bin/sh}.
 *
 * <p>The command is handed little of this process: of the environment, where credentials may be,
 * only {@code PATH}, {@code HOME}, {@code LANG} and {@code TMPDIR}; and an empty standard input.
 * Unlike Kaldi, which keeps the output of a command that fails, an exit code other than 0 is a
 * failure.
 *
 * @param command without the bar at its end
 * @param location the whole entry of the scp, for messages
 * @param rules how long it may run, and where
 */
record ShellCommand(String command, String location, Commands rules) implements Source {
  private static final List<String> ENVIRONMENT = List.of("PATH", "HOME", "LANG", "TMPDIR");
  private static final long SECONDS_FOR_LAST_WORDS = 1;

  @Override
  public InputStream open() throws IOException {
    return new ByteArrayInputStream(output());
  }

  private byte[] output() throws IOException {
    Process process = start();
    try {
      FutureTask<byte[]> output =
          inBackground(
              () ->
                  new LimitedStream(process.getInputStream(), location, "the output of the command")
                      .readAllBytes());
      FutureTask<String> errors = inBackground(() -> LastLines.of(process.getErrorStream()));
      return await(process, output, errors);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a command ran (" + location + ")");
    } finally {
      end(process);
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
    builder.redirectInput(new File("/dev/null"));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(ENVIRONMENT);
    if (!rules.folders().isEmpty()) {
      File folder = new File(Storage.localPath(rules.folders().get(0)));
      // A folder of the machine that started the job; this one may have another.
      builder.directory(folder.isDirectory() ? folder : null);
    }
    return builder.start();
  }

  private byte[] await(Process process, FutureTask<byte[]> output, FutureTask<String> errors)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + rules.timeout().toNanos();
    try {
      byte[] bytes = output.get(rules.timeout().toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw timedOut();
      }
      if (process.exitValue() != 0) {
        throw failed(process.exitValue(), lastWords(errors));
      }
      return bytes;
    } catch (TimeoutException e) {
      throw timedOut();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  /** A process that the command left behind may hold its standard error open: do not wait long. */
  private static String lastWords(FutureTask<String> errors) throws InterruptedException {
    try {
      return errors.get(SECONDS_FOR_LAST_WORDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return "what it said could not be read: " + e;
    }
  }

  private static IOException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof IOException cause) {
      return cause;
    }
    if (e.getCause() instanceof Error cause) {
      throw cause;
    }
    return new IOException("the output of a command could not be read: " + e.getCause(), e);
  }

  private UtteranceException timedOut() {
    return new UtteranceException(
        FailureReason.COMMAND_FAILED,
        location,
        "command ended by force: expected an end within "
            + rules.timeout().toMillis() / 1000.0
            + " s (--command-timeout)");
  }

  private UtteranceException failed(int exitCode, String lastWords) {
    return new UtteranceException(
        FailureReason.COMMAND_FAILED,
        location,
        "command failed: expected exit code 0, got "
            + exitCode
            + (lastWords.isEmpty() ? ", nothing on standard error" : ": " + lastWords));
  }

  /** Ends the command with all that it has started; nothing to do when it has ended by itself. */
  private static void end(Process process) {
    // Listed first: children of a process that is gone are no longer its own.
    List<ProcessHandle> tree = process.descendants().toList();
    process.destroyForcibly();
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  private static <T> FutureTask<T> inBackground(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "command-output");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
