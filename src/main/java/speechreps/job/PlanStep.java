package speechreps.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import speechreps.corpus.Corpus;
import speechreps.corpus.ManifestForm;
import speechreps.extract.FeatureShape;
import speechreps.extract.Forecast;
import speechreps.extract.Forecaster;
import speechreps.extract.Precision;
import speechreps.extract.Recipe;
import speechreps.extract.RecordingHeader;
import speechreps.sink.OutputSize;
import speechreps.speech.Utterance;

/** Plans a job: reads the headers of all recordings, cuts the shards, and adds up. */
final class PlanStep {
  private final JavaSparkContext context;
  private final JobSpec spec;
  private final WorkPlan work;

  PlanStep(JavaSparkContext context, JobSpec spec, WorkPlan work) {
    this.context = context;
    this.spec = spec;
    this.work = work;
  }

  /**
   * The plan of a job that was found sound.
   *
   * @param recipe for what the corpus holds
   */
  JobPlan plan(
      Corpus manifest,
      Recipe recipe,
      FeatureShape shape,
      Forecaster forecaster,
      PlanOptions options)
      throws IOException {
    boolean audio = manifest.form() != ManifestForm.FEATS;
    Map<String, RecordingHeader> headers = audio ? headers(manifest) : Map.of();
    Corpus corpus =
        Objects.equals(recipe.channel(), Recipe.EACH) ? each(manifest, headers) : manifest;
    OutputSize size = size(recipe, shape);
    PlannedUtterances utterances = new PlannedUtterances(size);
    double[] seconds = new double[corpus.utterances().size()];
    for (int i = 0; i < seconds.length; i++) {
      Utterance utterance = corpus.utterances().get(i);
      RecordingHeader header = headers.getOrDefault(utterance.location(), RecordingHeader.UNKNOWN);
      Forecast forecast =
          audio ? forecaster.ofAudio(utterance, header) : forecaster.ofFeatures(utterance);
      utterances.add(utterance, forecast);
      seconds[i] = WorkPlan.seconds(corpus, utterance, header);
    }
    List<Shard> shards = work.shards(corpus, shape, seconds);
    double[] shardSeconds = shardSeconds(shards, seconds);
    return new JobPlan(
        manifest,
        audio ? PlannedRecordings.of(headers.values()) : null,
        utterances,
        shape,
        forecaster,
        shardSeconds,
        utterances.bytes() + shards.size() * size.ofShard(),
        new CostEstimate(
                context.getConf(), context.defaultParallelism(), executors(), spec, options)
            .of(shape, utterances.seconds(), shardSeconds));
  }

  /** Processes that Spark has now; the driver is one where it computes, too. */
  private int executors() {
    int withDriver = context.sc().statusTracker().getExecutorInfos().length;
    return Math.max(1, withDriver - 1);
  }

  /** Each recording once, whatever the order of the utterances. */
  private Map<String, RecordingHeader> headers(Corpus corpus) throws IOException {
    TreeSet<String> distinct = new TreeSet<>();
    for (Utterance utterance : corpus.utterances()) {
      distinct.add(utterance.location());
    }
    List<String> locations = new ArrayList<>(distinct);
    List<RecordingHeader> found = new HeaderScan(context, work.commands(corpus)).headers(locations);
    Map<String, RecordingHeader> headers = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      headers.put(locations.get(i), found.get(i));
    }
    return headers;
  }

  private static Corpus each(Corpus corpus, Map<String, RecordingHeader> headers) {
    return corpus.withUtterances(
        ChannelExpansion.expand(
            corpus.utterances(),
            corpus.utterances().stream()
                .map(one -> headers.getOrDefault(one.location(), RecordingHeader.UNKNOWN))
                .toList()));
  }

  private OutputSize size(Recipe recipe, FeatureShape shape) {
    return new OutputSize(
        spec.output().format(),
        spec.output().archiveType(),
        recipe.reduction().precision() == Precision.FP16,
        shape.pooled(),
        shape.dim());
  }

  /** Shards follow each other in the order of the utterances. */
  private static double[] shardSeconds(List<Shard> shards, double[] seconds) {
    double[] sums = new double[shards.size()];
    int next = 0;
    for (int shard = 0; shard < sums.length; shard++) {
      for (int i = 0; i < shards.get(shard).utterances().size(); i++) {
        double one = seconds[next++];
        sums[shard] += Double.isNaN(one) ? 0 : one;
      }
    }
    return sums;
  }
}
