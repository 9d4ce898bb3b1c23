package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;
import speechreps.extract.Recipe;

/** What a plan says, and that the job then does it. */
class PlanTest {
  private static final Path DEMO = Path.of("artifacts/decoar-demo.params");

  private static final PlanOptions AS_MEASURED = new PlanOptions(null, null, null);

  private Path folder;
  private Path output;
  private TestCorpus corpus;

  @BeforeEach
  void name(@TempDir Path tempDir) {
    folder = tempDir;
    output = folder.resolve("out");
    corpus = new TestCorpus(folder);
  }

  @Test
  void planTellsAllThatHeadersTell() throws IOException {
    Recordings.noise(folder.resolve("good.wav"), 1, 0.5);
    Recordings.noise(folder.resolve("longer.wav"), 1, 2);
    Recordings.noise(folder.resolve("short.wav"), 2, 0.01);
    Recordings.noise(folder.resolve("narrow.wav"), 3, 0.5, 8000);
    Path manifest =
        corpus.manifest(
            "a good.wav",
            "b gone.wav",
            "",
            "lonely",
            "d short.wav",
            "e narrow.wav",
            "f tool |",
            "g longer.wav");
    JobRunner job = new JobRunner(manifest).shardSeconds(2);

    job.plan(output, new PlanOptions(0.1, 3.6, 36.0));

    assertEquals(
        """
        failed: wav.scp:4: expected "key rxfilename", got 1 field: "lonely"
        skipped: wav.scp:3: the line is empty
        plan          fbank; nothing was computed or written
        manifest      8 lines: 6 utterances, 1 broken, 1 skipped
        recordings    6: 4 readable, 2 missing or broken
        rates         1 of 8000 Hz (fail: 16000 Hz is needed, see --resample), 3 of 16000 Hz
        channels      4 of 1
        utterances    2 to be done, 4 to fail
                      1 command_refused
                      1 file_not_found
                      1 too_short
                      1 wrong_sample_rate
                      b: file_not_found: no such file (DIR/gone.wav)
                      d: too_short: too short: expected at least 1, got 0 rows of input from 0.0100 s (DIR/short.wav)
                      e: wrong_sample_rate: sample rate differs: expected 16000 Hz, got 8000 Hz (DIR/narrow.wav)
                      f: command_refused: a command that is not recognised is not run: the program tool is not known; --allow-commands runs it in a shell (tool |)
        audio         0.000694 h
        durations     from 0.50 s to 2.00 s; 10 % up to 0.50 s, 50 % 2.00 s, 90 % 2.00 s, 99 % 2.00 s
        shards        2, with 1.0 s to 2.0 s of audio
        output        246 frames x 23, about 0.031 MB as parquet in DIR/out
        cost          about 0.001069 core-hours: 0.1 core-seconds for each second of audio (given by --plan-factor), and 3.6 to start each process (1)
        time          about 0.2 s on the 2 cores that Spark has, beside its start and the model's
        price         about 0.038500 for these core-hours
        """,
        job.console().replace(folder.toString(), "DIR"));
    assertFalse(Files.exists(output));
  }

  @Test
  void runDoesWhatThePlanSaid() throws IOException {
    Path manifest = corpus.ofSize(6);
    JobRunner job = new JobRunner(manifest).decoar(DEMO).ark().shardSeconds(1);

    job.plan(output, AS_MEASURED);
    assertTrue(job.run(output));

    JsonNode run = new ObjectMapper().readTree(output.resolve("_run.json").toFile());
    String plan = job.console();
    assertTrue(plan.contains(text("\naudio         %.6f h\n", run.get("audio_hours"))), plan);
    assertTrue(plan.contains("\nshards        " + run.get("shards") + ", with "), plan);
    assertTrue(plan.contains("\noutput        " + run.get("frames") + " frames x "), plan);
    assertEquals(bytesBelow(output.resolve("data")), run.get("bytes").asLong());
    assertTrue(
        plan.contains(
            String.format(
                Locale.ROOT, " about %.3f MB as ark in ", run.get("bytes").asLong() / 1e6)),
        plan);
  }

  @Test
  void everyChannelIsAnUtteranceOfThePlan() throws IOException {
    Path manifest = corpus.ofSize(2);
    Recipe each =
        new Recipe(
            "fbank",
            Recipe.of("fbank").input(),
            Recipe.of("fbank").featureOptions(),
            Recipe.of("fbank").cmvn(),
            null,
            Recipe.of("fbank").resample(),
            Recipe.EACH);
    JobRunner job = new JobRunner(manifest).recipe(each);

    job.plan(output, AS_MEASURED);

    assertTrue(job.console().contains("\nutterances    2 to be done, 0 to fail\n"), job.console());
  }

  @Test
  void existingOutputIsRefusedAsByTheRun() throws IOException {
    JobRunner job = new JobRunner(corpus.ofSize(1));
    job.run(output);

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> job.plan(output, AS_MEASURED));

    assertTrue(String.valueOf(e.getMessage()).startsWith("the output folder holds an earlier run"));
    assertTrue(Files.exists(output.resolve("_run.json")));
  }

  private static String text(String format, JsonNode number) {
    return String.format(Locale.ROOT, format, number.asDouble());
  }

  private static long bytesBelow(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(file -> file.toString().endsWith(".ark")).mapToLong(PlanTest::size).sum();
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
