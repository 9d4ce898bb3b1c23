package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import speechreps.extract.CmvnOptions;
import speechreps.extract.InputKind;
import speechreps.extract.Pooling;
import speechreps.extract.Precision;
import speechreps.extract.Recipe;
import speechreps.extract.Reduction;
import speechreps.extract.ResamplePolicy;
import speechreps.kaldi.ArkEntry;
import speechreps.kaldi.ArkReader;
import speechreps.kaldi.Holder;
import speechreps.model.EncoderOptions;
import speechreps.sink.ParquetRows;
import speechreps.speech.FeatureMatrix;
import speechreps.storage.Storage;

/** Jobs that keep a part of what they compute. */
class ReducedOutputTest {
  private static final Reduction MEAN_STD = new Reduction(1, Pooling.MEAN_STD, Precision.FP32);

  private Path folder;
  private Path output;
  private Path corpus;

  @BeforeEach
  void use(@TempDir Path tempDir) throws IOException {
    folder = tempDir;
    output = folder.resolve("out");
    corpus = new TestCorpus(folder).ofSize(2);
  }

  @Test
  void pooledUtteranceIsOneVectorOfMeansAndDeviations() throws IOException {
    FeatureMatrix whole = wholeFeatures("u0");

    new JobRunner(corpus).recipe(recipe("fbank", MEAN_STD)).show(1).run(output);

    Group row = ParquetRows.read(output.resolve("shard-00000.parquet")).get(0);
    assertEquals("u0", row.getString("utterance_id", 0));
    assertEquals(whole.numFrames(), row.getInteger("num_frames", 0));
    assertEquals(46, row.getInteger("feature_dim", 0));
    double sum = 0;
    for (int frame = 0; frame < whole.numFrames(); frame++) {
      sum += whole.at(frame, 5);
    }
    float mean = row.getGroup("features", 0).getGroup("list", 5).getFloat("element", 0);
    assertEquals((float) (sum / whole.numFrames()), mean);
  }

  @Test
  void pooledArchivesHoldVectorsAndHaveTheirOwnIndex() throws IOException {
    new JobRunner(corpus).ark().recipe(recipe("fbank", MEAN_STD)).run(output);

    List<String> index = Files.readAllLines(output.resolve("vectors.scp"));
    assertEquals(2, index.size());
    assertTrue(index.get(0).startsWith("u0 " + output.resolve("data/shard-00000.ark") + ":"));
    assertFalse(Files.exists(output.resolve("feats.scp")));
    assertFalse(Files.exists(output.resolve("frame_shift")));
    Storage storage = new Storage(new Configuration(false));
    String archive = output.resolve("data/shard-00000.ark").toString();
    try (ArkReader<float[]> vectors =
        ArkReader.open(storage.source(archive), Holder.FLOAT_VECTOR)) {
      ArkEntry<float[]> first = vectors.next();
      assertEquals(46, Objects.requireNonNull(first).value().length);
    }
  }

  @Test
  void everySecondFrameHasTwiceTheShift() throws IOException {
    FeatureMatrix whole = wholeFeatures("u0");
    Reduction second = new Reduction(2, Pooling.NONE, Precision.FP32);

    new JobRunner(corpus).recipe(recipe("fbank", second)).run(output);

    Group row = ParquetRows.read(output.resolve("shard-00000.parquet")).get(0);
    assertEquals(20, row.getDouble("frame_shift_ms", 0));
    FeatureMatrix kept = ParquetRows.features(row);
    assertEquals((whole.numFrames() + 1) / 2, kept.numFrames());
    assertEquals(whole.at(4, 7), kept.at(2, 7));
  }

  @Test
  void valuesThatHalfPrecisionCannotHoldAreCountedInTheLedger() throws IOException {
    Files.writeString(folder.resolve("f.ark"), "a  [\n 1 70000\n -1e9 0.1 ]\n");
    Path scp = folder.resolve("feats.scp");
    Files.writeString(scp, "a " + folder.resolve("f.ark") + ":2\n");
    Reduction half = new Reduction(1, Pooling.NONE, Precision.FP16);

    new JobRunner(scp).recipe(recipe("copy", half)).run(output);

    Row row =
        LocalSpark.session()
            .read()
            .parquet(output.resolve("_ledger/shard-00000.parquet").toString())
            .select("overflows", "warnings")
            .first();
    assertEquals(2, row.getInt(0));
    assertEquals("2 values beyond the range of fp16 became infinite", row.getString(1));
    byte[] stored =
        ParquetRows.read(output.resolve("shard-00000.parquet"))
            .get(0)
            .getBinary("features", 0)
            .getBytes();
    // 1, infinity, -infinity, 0.1 in binary16, little-endian.
    assertArrayEquals(new byte[] {0, 0x3c, 0, 0x7c, 0, (byte) 0xfc, 0x66, 0x2e}, stored);
  }

  private FeatureMatrix wholeFeatures(String id) throws IOException {
    Path plain = folder.resolve("plain");
    new JobRunner(corpus).run(plain);
    return Objects.requireNonNull(JobRunner.features(plain).get(id));
  }

  private static Recipe recipe(String model, Reduction reduction) {
    return new Recipe(
        model,
        InputKind.AUDIO,
        Map.of(),
        CmvnOptions.NONE,
        null,
        ResamplePolicy.ERROR,
        null,
        EncoderOptions.DEFAULTS,
        reduction);
  }
}
