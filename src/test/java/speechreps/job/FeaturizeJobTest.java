package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.audio.Recordings;
import speechreps.extract.Featurizer;
import speechreps.sink.ParquetRows;
import speechreps.speech.FeatureMatrix;

/** Whole jobs on a local Spark. */
class FeaturizeJobTest {
  private static final Path DEMO = Path.of("artifacts/decoar-demo.params");

  /** What a batch may change: the order of sums in the engine's matrix products. */
  private static final double BATCH_TOLERANCE = 1e-5;

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
  void everyUtteranceComesOutWithItsFeatures() throws IOException {
    JobRunner job = new JobRunner(corpus.ofSize(3));

    assertTrue(job.run(output));

    Map<String, FeatureMatrix> features = JobRunner.features(output);
    assertEquals(List.of("u0", "u1", "u2"), List.copyOf(features.keySet()));
    assertEquals(23, features.values().iterator().next().dim());
    assertTrue(job.console().startsWith("3 done, 0 failed, 0 skipped; "), job.console());
  }

  @Test
  void badLinesFailAloneAndEveryLineIsOneRowOfTheLedger() throws IOException {
    Recordings.noise(folder.resolve("good.wav"), 1, 0.5);
    Recordings.noise(folder.resolve("short.wav"), 2, 0.01);
    Recordings.noise(folder.resolve("narrow.wav"), 3, 0.5, 8000);
    Files.writeString(folder.resolve("text.wav"), "this is not a recording");
    Path manifest =
        corpus.manifest(
            "a good.wav",
            "b text.wav",
            "",
            "c gone.wav",
            "lonely",
            "d short.wav",
            "e narrow.wav",
            "f touch " + folder.resolve("run-by-a-shell") + " |",
            "g good.wav");

    assertTrue(new JobRunner(manifest).shardSeconds(0.3).run(output));

    List<String> found = new ArrayList<>();
    for (Group row : JobRunner.ledger(output)) {
      found.add(
          row.getString("origin", 0)
              + " "
              + row.getString("status", 0)
              + " "
              + ParquetRows.string(row, "reason"));
      String message = ParquetRows.string(row, "message");
      String source = ParquetRows.string(row, "source");
      if (message != null) {
        String place = source == null ? row.getString("origin", 0) : source;
        assertTrue(message.endsWith("(" + place + ")"), message);
      }
    }
    assertEquals(
        List.of(
            "wav.scp:1 ok null",
            "wav.scp:2 failed corrupt_audio",
            "wav.scp:3 skipped null",
            "wav.scp:4 failed file_not_found",
            "wav.scp:5 failed bad_manifest_line",
            "wav.scp:6 failed too_short",
            "wav.scp:7 failed wrong_sample_rate",
            "wav.scp:8 failed command_refused",
            "wav.scp:9 ok null"),
        found);
    assertFalse(Files.exists(folder.resolve("run-by-a-shell")));
    Map<String, FeatureMatrix> features = JobRunner.features(output);
    assertEquals(List.of("a", "g"), List.copyOf(features.keySet()));
    assertEquals(features.get("a"), features.get("g"));
  }

  @Test
  void sameJobTwiceGivesTheSameBytes() throws IOException {
    Path manifest = corpus.ofSize(4);
    Path second = folder.resolve("second");

    new JobRunner(manifest).decoar(DEMO).shardSeconds(1).run(output);
    new JobRunner(manifest).decoar(DEMO).shardSeconds(1).run(second);

    List<Path> files = JobRunner.files(output, ".parquet");
    assertTrue(files.size() > 4, files.toString());
    for (Path file : files) {
      assertArrayEquals(
          Files.readAllBytes(file),
          Files.readAllBytes(second.resolve(output.relativize(file))),
          file.toString());
    }
  }

  @Test
  void filterBanksDoNotDependOnTheShards() throws IOException {
    Path manifest = corpus.ofSize(6);
    Path other = folder.resolve("other");

    new JobRunner(manifest).shardSeconds(100).run(output);
    new JobRunner(manifest).shardSeconds(0.5).run(other);

    assertEquals(1, JobRunner.shards(output).size());
    assertTrue(JobRunner.shards(other).size() > 3);
    assertEquals(JobRunner.features(output), JobRunner.features(other));
  }

  @Test
  void representationsDoNotDependOnTheShards() throws IOException {
    Path manifest = corpus.ofSize(6);
    Path other = folder.resolve("other");

    new JobRunner(manifest).decoar(DEMO).shardSeconds(100).run(output);
    new JobRunner(manifest).decoar(DEMO).shardSeconds(0.5).run(other);

    Map<String, FeatureMatrix> features = JobRunner.features(output);
    Map<String, FeatureMatrix> others = JobRunner.features(other);
    assertEquals(features.keySet(), others.keySet());
    for (Map.Entry<String, FeatureMatrix> entry : features.entrySet()) {
      FeatureMatrix expected = entry.getValue();
      FeatureMatrix got = Objects.requireNonNull(others.get(entry.getKey()));
      for (int i = 0; i < expected.values().length; i++) {
        double scale = Math.max(1, Math.abs(expected.values()[i]));
        assertEquals(expected.values()[i], got.values()[i], BATCH_TOLERANCE * scale);
      }
    }
  }

  @Test
  void allTasksOfAProcessShareOneEncoder() throws IOException {
    // A name of its own, so that no other test has loaded it.
    Path params = Files.copy(DEMO, folder.resolve("shared-by-all-tasks.params"));
    int before = Featurizer.encoderLoads();

    new JobRunner(corpus.ofSize(8)).decoar(params).shardSeconds(0.5).run(output);

    assertTrue(JobRunner.shards(output).size() >= 6);
    assertEquals(1, Featurizer.encoderLoads() - before);
  }

  @Test
  void paramsMayLieInAFolderWithABlankInItsName() throws IOException {
    Path params = folder.resolve("my models/decoar blank.params");
    Files.createDirectories(params.getParent());
    Files.copy(DEMO, params);

    assertTrue(new JobRunner(corpus.ofSize(1)).decoar(params).run(output));
  }

  @Test
  void runIsDescribedInNumbers() throws IOException {
    Recordings.noise(folder.resolve("good.wav"), 1, 0.5);
    Path manifest = corpus.manifest("a good.wav", "b gone.wav", "", "c gone.wav");

    new JobRunner(manifest).decoar(DEMO).run(output);

    JsonNode run = new ObjectMapper().readTree(output.resolve("_run.json").toFile());
    assertEquals("decoar", run.get("model").asText());
    assertEquals(64, run.get("params_sha256").asText().length());
    assertEquals(1, run.get("done").asInt());
    assertEquals(2, run.get("failed").asInt());
    assertEquals(1, run.get("skipped").asInt());
    assertEquals("{\"file_not_found\":2}", run.get("reasons").toString());
    assertEquals(0.5 / 3600, run.get("audio_hours").asDouble(), 1e-12);
    assertEquals(48, run.get("frames").asInt());
    assertEquals("ERROR", run.get("options").get("speechreps.resample").asText());
    assertEquals(1, run.get("batches").asInt());
    assertEquals(0, run.get("padding").asDouble());
    double idleTail = run.get("idle_tail").asDouble();
    assertTrue(idleTail >= 0 && idleTail < 1, run.toString());
    Path shard = JobRunner.shards(output).get(0);
    assertEquals(Files.size(shard), run.get("bytes").asLong());
    assertEquals(
        run.get("params_sha256").asText(),
        ParquetRows.metadata(shard).get("speechreps.params_sha256"));
  }

  @Test
  void archivesGetOneSortedIndex() throws IOException {
    Path file = Recordings.noise(folder.resolve("good.wav"), 1, 0.5);
    // In byte order of UTF-8; Java's own order of chars has the last two the other way round.
    List<String> ids = List.of("B", "a", "a-1", "é", "\uFF5E", "\uD83D\uDE00");
    List<String> lines = new ArrayList<>();
    for (String id : ids) {
      lines.add(0, id + " " + file);
    }

    assertTrue(
        new JobRunner(corpus.manifest(lines.toArray(String[]::new)))
            .ark()
            .shardSeconds(1)
            .run(output));

    List<String> index = Files.readAllLines(output.resolve("feats.scp"));
    assertEquals(ids, index.stream().map(line -> line.substring(0, line.indexOf(' '))).toList());
    for (String line : index) {
      int colon = line.lastIndexOf(':');
      byte[] archive = Files.readAllBytes(Path.of(line.substring(line.indexOf(' ') + 1, colon)));
      int offset = Integer.parseInt(line.substring(colon + 1));
      assertEquals("\0BFM ", new String(archive, offset, 5, StandardCharsets.US_ASCII));
    }
    assertEquals(
        ids.stream().map(id -> id + " 48").toList(),
        Files.readAllLines(output.resolve("utt2num_frames")));
  }

  @Test
  void relativeOutputIsTheSamePlaceForEveryProcess() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(output);

    assertTrue(new JobRunner(corpus.ofSize(1)).ark().run(relative.toString()));

    String line = Files.readString(output.resolve("feats.scp"));
    assertTrue(line.startsWith("u0 /"), line);
  }

  @Test
  void outputMayHaveCharactersThatArePatternsToSpark() throws IOException {
    Path odd = folder.resolve("out[1]{a,b}*");
    JobRunner job = new JobRunner(corpus.ofSize(2)).show(1);

    assertTrue(job.run(odd));

    assertEquals(2, JobRunner.features(odd).size());
    assertTrue(job.console().contains("\nu0 "), job.console());
  }

  @Test
  void runWithoutAnySuccessFails() throws IOException {
    Path manifest = corpus.manifest("a gone.wav", "b gone.wav");

    assertFalse(new JobRunner(manifest).show(3).run(output));
    assertEquals(2, JobRunner.ledger(output).size());
  }

  @Test
  void manifestOfBadLinesAloneIsAFailedRunToo() throws IOException {
    assertFalse(new JobRunner(corpus.manifest("lonely", "also-lonely")).ark().show(3).run(output));
    assertEquals(2, JobRunner.ledger(output).size());
    assertEquals("", Files.readString(output.resolve("feats.scp")));

    Path parquet = folder.resolve("parquet");
    assertFalse(new JobRunner(corpus.manifest("lonely", "also-lonely")).show(3).run(parquet));
  }

  @Test
  void limitOfFailuresDecides() throws IOException {
    Recordings.noise(folder.resolve("good.wav"), 1, 0.5);
    Path manifest = corpus.manifest("a good.wav", "b gone.wav", "lonely");

    assertTrue(new JobRunner(manifest).limit("2").run(output));
    assertFalse(new JobRunner(manifest).limit("1").overwrite().run(output));
    // What was computed stays.
    assertEquals(1, JobRunner.features(output).size());
  }

  @Test
  void overwriteLeavesNothingOfTheEarlierRun() throws IOException {
    new JobRunner(corpus.ofSize(6)).shardSeconds(0.5).run(output);
    int before = JobRunner.shards(output).size();

    new JobRunner(corpus.ofSize(1)).overwrite().run(output);

    assertTrue(before > 1);
    assertEquals(1, JobRunner.shards(output).size());
    assertEquals(1, JobRunner.features(output).size());
  }
}
