package speechreps.job;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import speechreps.corpus.Corpus;
import speechreps.corpus.ManifestForm;
import speechreps.extract.Commands;
import speechreps.extract.FeatureProbe;
import speechreps.extract.FeatureShape;
import speechreps.extract.InputKind;
import speechreps.extract.Recipe;
import speechreps.extract.RecordingHeader;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/** From a corpus to the work of a job: what its locations hold, its channels, its shards. */
final class WorkPlan {
  /** Stands for the duration of features that nothing tells: cutting only needs a mean. */
  private static final double USUAL_SECONDS = 10;

  private final JavaSparkContext context;
  private final Storage storage;
  private final JobSpec spec;

  WorkPlan(JavaSparkContext context, Storage storage, JobSpec spec) {
    this.context = context;
    this.storage = storage;
    this.spec = spec;
  }

  /**
   * The recipe for what the corpus holds.
   *
   * @throws IllegalArgumentException when it holds features, and none of the first can be read
   */
  Recipe recipe(Corpus corpus) throws IOException {
    if (corpus.form() != ManifestForm.FEATS) {
      return spec.recipe();
    }
    Integer dim = new FeatureProbe(storage, commands(corpus)).dim(corpus.utterances());
    return spec.recipe().withInput(new InputKind.Features(dim, corpus.frameShiftMs()));
  }

  /** Relative paths in commands count from the working directory, as in Kaldi, or the root. */
  Commands commands(Corpus corpus) throws IOException {
    ManifestSpec manifest = spec.manifest();
    return manifest
        .commands()
        .withFolders(List.of(storage.workingDirectory(manifest.location()), corpus.root()));
  }

  /**
   * The corpus with an utterance for each channel, if that is wanted.
   *
   * @throws IllegalArgumentException when two of them would have the same id
   */
  Corpus withChannels(Corpus corpus) throws IOException {
    if (!Objects.equals(spec.recipe().channel(), Recipe.EACH)) {
      return corpus;
    }
    List<Utterance> utterances = corpus.utterances();
    HeaderScan scan = new HeaderScan(context, commands(corpus));
    return corpus.withUtterances(
        ChannelExpansion.expand(
            utterances, scan.headers(utterances.stream().map(Utterance::location).toList())));
  }

  /** Cuts the corpus into shards of near-equal seconds. */
  List<Shard> shards(Corpus corpus, FeatureShape shape) throws IOException {
    return shards(corpus, shape, seconds(corpus));
  }

  /** The same where the seconds are known already; NaN where nothing tells them. */
  List<Shard> shards(Corpus corpus, FeatureShape shape, double[] seconds) {
    double shardSeconds =
        Double.isNaN(spec.shardSeconds())
            ? shape.defaultShardSeconds(ShardCutter.total(seconds))
            : spec.shardSeconds();
    return ShardCutter.cut(corpus.utterances(), seconds, shardSeconds);
  }

  private double[] seconds(Corpus corpus) throws IOException {
    if (corpus.form() != ManifestForm.FEATS) {
      return new HeaderScan(context, commands(corpus)).seconds(corpus.utterances());
    }
    return corpus.utterances().stream()
        .mapToDouble(utterance -> seconds(corpus, utterance, RecordingHeader.UNKNOWN))
        .toArray();
  }

  /** What an utterance counts when shards are cut; NaN where nothing tells its duration. */
  static double seconds(Corpus corpus, Utterance utterance, RecordingHeader header) {
    double told = Double.isNaN(utterance.seconds()) ? header.seconds() : utterance.seconds();
    return Double.isNaN(told) && corpus.form() == ManifestForm.FEATS ? USUAL_SECONDS : told;
  }
}
