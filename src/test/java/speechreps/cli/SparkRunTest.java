package speechreps.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;
import speechreps.job.LocalSpark;

/** The exit codes of whole runs, through Spark. */
class SparkRunTest {
  private Path folder;
  private Path output;

  @BeforeEach
  void prepare(@TempDir Path tempDir) throws IOException {
    folder = tempDir;
    LocalSpark.session();
    Recordings.noise(folder.resolve("good.wav"), 1, 0.5);
    output = folder.resolve("out");
  }

  @Test
  void failuresWithinTheLimitAreCodeZero() throws IOException {
    CommandRun run = run("a good.wav", "b gone.wav");

    assertEquals("", run.err());
    assertEquals(0, run.code());
    assertTrue(run.out().contains("1 done, 1 failed, 0 skipped; "), run.out());
    assertTrue(Files.exists(output.resolve("shard-00000.parquet")));
  }

  @Test
  void moreFailuresThanTheLimitAreCodeOne() throws IOException {
    CommandRun run = run("a good.wav", "b gone.wav", "--max-failures=0");

    assertEquals("", run.err());
    assertEquals(1, run.code());
    assertTrue(Files.exists(output.resolve("_run.json")));
  }

  @Test
  void wrongManifestIsCodeTwoAndComputesNothing() throws IOException {
    CommandRun run = run("a good.wav", "a good.wav");

    assertEquals(2, run.code());
    assertEquals(
        CommandRun.refusal(
            "the manifest cannot be used: 1 error listed above ("
                + folder.resolve("wav.scp")
                + ")"),
        run.err());
    assertFalse(Files.exists(output));
  }

  /** Lines of a manifest, and options that begin with a hyphen. */
  private CommandRun run(String... linesAndOptions) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> args =
        new ArrayList<>(
            List.of(
                "--model",
                "fbank",
                "--manifest",
                folder.resolve("wav.scp").toString(),
                "--output",
                output.toString()));
    for (String text : linesAndOptions) {
      (text.startsWith("--") ? args : lines).add(text);
    }
    Files.write(folder.resolve("wav.scp"), lines);
    return CommandRun.of(args.toArray(String[]::new));
  }
}
