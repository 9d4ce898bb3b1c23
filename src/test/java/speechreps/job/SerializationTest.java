package speechreps.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import speechreps.dsp.DeltaOptions;
import speechreps.extract.CmvnOptions;
import speechreps.extract.CmvnScope;
import speechreps.extract.Commands;
import speechreps.extract.Cores;
import speechreps.extract.InputKind;
import speechreps.extract.Recipe;
import speechreps.extract.ResamplePolicy;
import speechreps.sink.OutputFormat;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;

/** What crosses between processes: functions through Java serialization, rows through either. */
class SerializationTest {
  private static final Recipe RECIPE =
      new Recipe(
          "fbank",
          InputKind.AUDIO,
          Map.of("dither", "0.5"),
          CmvnOptions.of(CmvnScope.SLIDING, true),
          DeltaOptions.kaldiDefaults(),
          ResamplePolicy.AUTO,
          1);
  private static final TaskConfig CONFIG =
      new TaskConfig(
          RECIPE,
          "decoar.params",
          2,
          new Cores(4, 1),
          new Commands(true, Duration.ofSeconds(7), List.of("/corpus")),
          OutputSpec.of("/out", OutputFormat.ARK),
          Map.of("key", "value"));
  private static final Shard SHARD =
      new Shard(
          7,
          List.of(
              new Utterance("a", "a.wav", new Segment(0.5, 1.5), 1, "ann", 1, "segments:1"),
              Utterance.ofRecording("b", "b.wav", "list:2")),
          2.25);

  static Stream<Serializer> serializers() {
    SparkConf conf = new SparkConf(false);
    return Stream.of(new JavaSerializer(conf), new KryoSerializer(conf));
  }

  @Test
  void taskConfigSurvivesJavaSerialization() {
    assertEquals(CONFIG, copy(new JavaSerializer(new SparkConf(false)), CONFIG));
  }

  @Test
  void recipeForFeaturesSurvivesJavaSerialization() {
    Recipe recipe = RECIPE.withInput(new InputKind.Features(40, 12.5));

    assertEquals(recipe, copy(new JavaSerializer(new SparkConf(false)), recipe));
  }

  @Test
  void recipeSurvivesJavaSerialization() {
    assertEquals(RECIPE, copy(new JavaSerializer(new SparkConf(false)), RECIPE));
  }

  @Test
  void partitionFunctionSurvivesJavaSerialization() throws IOException {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));

    ShardFunction copy =
        copy(new JavaSerializer(new SparkConf(false)), new ShardFunction(CONFIG, hadoop, null));

    assertEquals(ShardFunction.class, copy.getClass());
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void shardSurvivesAsARow(Serializer serializer) {
    Row row = copy(serializer, ShardFunction.toRow(SHARD));

    assertEquals(SHARD, ShardFunction.fromRow(row));
  }

  @ParameterizedTest
  @MethodSource("serializers")
  void summarySurvivesAsARow(Serializer serializer) {
    ShardSummary summary =
        new ShardSummary(
            3,
            10,
            2,
            12.5,
            1250,
            4096,
            new ShardWork(1, 2, 3, 4, 5, 6),
            new ShardRun("driver", 2, 1, 7, 8));

    assertEquals(summary, ShardSummary.fromRow(copy(serializer, summary.toRow())));
  }

  private static <T> T copy(Serializer serializer, T value) {
    ClassTag<T> tag = ClassTag$.MODULE$.apply(value.getClass());
    ByteBuffer bytes = serializer.newInstance().serialize(value, tag);
    return serializer
        .newInstance()
        .deserialize(bytes, SerializationTest.class.getClassLoader(), tag);
  }
}
