package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import speechreps.audio.Recordings;
import speechreps.extract.Commands;
import speechreps.extract.Cores;
import speechreps.extract.Featurizer;
import speechreps.extract.InputKind;
import speechreps.extract.Recipe;
import speechreps.kaldi.ArkEntry;
import speechreps.kaldi.ArkReader;
import speechreps.kaldi.Holder;
import speechreps.sink.ArchiveType;
import speechreps.sink.OutputFormat;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/** One shard, without Spark: whole or not at all, and the same bytes every time. */
class ShardTaskTest {
  private final Storage storage = new Storage(new Configuration(false));
  private Path folder;
  private Path output;
  private Shard shard;

  @BeforeEach
  void record(@TempDir Path tempDir) throws IOException {
    folder = tempDir;
    output = folder.resolve("out");
    Path file = Recordings.noise(folder.resolve("a.wav"), 1, 0.5);
    shard =
        new Shard(
            4,
            List.of(
                Utterance.ofRecording("a", file.toString(), "list:1"),
                Utterance.ofRecording("b", folder.resolve("gone.wav").toString(), "list:2"),
                Utterance.ofRecording("c", file.toString(), "list:3")),
            1.5);
  }

  @ParameterizedTest
  @EnumSource
  void shardAndItsLedgerAreCommitted(OutputFormat format) throws IOException {
    ShardSummary summary = task(format).run(shard, "driver", ShardTaskTest::goOn);

    assertEquals(2, summary.done());
    assertEquals(1, summary.failed());
    assertEquals(1.0, summary.seconds());
    assertEquals(2 * 48, summary.frames());
    assertEquals(Files.size(output.resolve(format.shardName(4))), summary.bytes());
    assertEquals(
        new TreeMap<>(Map.of(format.shardName(4), true, "_ledger/shard-00004.parquet", true))
            .keySet(),
        contents().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void secondAttemptGivesTheSameBytes(OutputFormat format) throws IOException {
    task(format).run(shard, "driver", ShardTaskTest::goOn);
    Map<String, byte[]> first = contents();

    task(format).run(shard, "other", ShardTaskTest::goOn);

    Map<String, byte[]> second = contents();
    assertEquals(first.keySet(), second.keySet());
    first.forEach((name, bytes) -> assertArrayEquals(bytes, second.get(name), name));
  }

  @ParameterizedTest
  @EnumSource
  void killedTaskLeavesNothing(OutputFormat format) throws IOException {
    int[] calls = {0};

    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () ->
                task(format)
                    .run(
                        shard,
                        "driver",
                        () -> {
                          if (++calls[0] == 3) {
                            throw new IllegalStateException("killed");
                          }
                        }));

    assertEquals("killed", e.getMessage());
    assertEquals(Map.of(), contents());
  }

  @ParameterizedTest
  @EnumSource
  void taskKilledAfterItsLastUtteranceLeavesNothing(OutputFormat format) throws IOException {
    int[] calls = {0};
    Runnable killedAtLast =
        () -> {
          if (++calls[0] > shard.utterances().size()) {
            throw new IllegalStateException("killed");
          }
        };

    assertThrows(
        IllegalStateException.class, () -> task(format).run(shard, "driver", killedAtLast));

    assertEquals(4, calls[0]);
    assertEquals(Map.of(), contents());
  }

  @Test
  void featuresThatTheArchiveCannotHoldFailAlone() throws IOException {
    Path huge = matrix("huge.mat", -3e38f, 3e38f);
    Path good = matrix("good.mat", 1, 2);
    Shard features =
        new Shard(
            0,
            List.of(
                Utterance.ofRecording("a", good.toString(), "feats.scp:1"),
                Utterance.ofRecording("b", huge.toString(), "feats.scp:2"),
                Utterance.ofRecording("c", good.toString(), "feats.scp:3")),
            3);

    ShardSummary summary = copyTask(ArchiveType.CM3).run(features, "driver", ShardTaskTest::goOn);

    assertEquals(2, summary.done());
    assertEquals(1, summary.failed());
    Group row = JobRunner.ledger(output).get(1);
    assertEquals("bad_features", row.getString("reason", 0));
    assertEquals(
        "cannot be written: a matrix from -3.0E38 to 3.0E38 has too large a range to be compressed"
            + " ("
            + huge
            + ")",
        row.getString("message", 0));
    List<String> keys = new ArrayList<>();
    String archive = output.resolve(OutputFormat.ARK.shardName(0)).toString();
    try (ArkReader<FeatureMatrix> reader =
        ArkReader.open(storage.source(archive), Holder.FEATURE_MATRIX)) {
      for (ArkEntry<FeatureMatrix> e = reader.next(); e != null; e = reader.next()) {
        keys.add(e.key());
        assertArrayEquals(new float[] {1, 2}, e.value().values(), 1e-4f);
      }
    }
    assertEquals(List.of("a", "c"), keys);
  }

  private Path matrix(String name, float... values) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      Holder.FEATURE_MATRIX.write(out, new FeatureMatrix(1, values.length, values));
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void ledgerThatCannotBeWrittenLeavesNoShard(OutputFormat format) throws IOException {
    // A file where the ledger's folder should be.
    Files.createDirectories(output);
    Files.writeString(output.resolve("_ledger"), "in the way");

    assertThrows(IOException.class, () -> task(format).run(shard, "driver", ShardTaskTest::goOn));

    assertEquals(List.of("_ledger"), List.copyOf(contents().keySet()));
  }

  @Test
  void shardOfFailuresAloneIsCommittedEmpty() throws IOException {
    Shard failures = new Shard(0, shard.utterances().subList(1, 2), 0.05);

    ShardSummary summary = task(OutputFormat.PARQUET).run(failures, "driver", ShardTaskTest::goOn);

    assertEquals(0, summary.done());
    assertEquals(Map.of(), JobRunner.features(output));
    assertEquals(1, JobRunner.ledger(output).size());
  }

  /** The checkpoint of a task that nobody kills. */
  private static void goOn() {}

  private ShardTask task(OutputFormat format) throws IOException {
    Recipe recipe = Recipe.of("fbank");
    TaskConfig config =
        new TaskConfig(
            recipe,
            null,
            null,
            Cores.ALL,
            Commands.REFUSED,
            OutputSpec.of(output.toString(), format),
            Map.of("speechreps.model", "fbank"));
    Featurizer featurizer = Featurizer.open(recipe, null, null, null, Cores.ALL, storage);
    return new ShardTask(config, storage, featurizer);
  }

  /** Passes on matrices of two columns. */
  private ShardTask copyTask(ArchiveType type) throws IOException {
    Recipe recipe = Recipe.of("copy").withInput(new InputKind.Features(2, 10.0));
    OutputSpec archive =
        new OutputSpec(output.toString(), OutputFormat.ARK, type, null, null, false);
    TaskConfig config =
        new TaskConfig(recipe, null, null, Cores.ALL, Commands.REFUSED, archive, Map.of());
    Featurizer featurizer = Featurizer.open(recipe, null, null, null, Cores.ALL, storage);
    return new ShardTask(config, storage, featurizer);
  }

  private Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    if (Files.exists(output)) {
      for (Path file : JobRunner.files(output, "")) {
        contents.put(output.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }
}
