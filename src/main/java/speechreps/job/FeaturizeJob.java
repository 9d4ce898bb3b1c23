package speechreps.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import speechreps.corpus.Corpus;
import speechreps.extract.CmvnScope;
import speechreps.extract.CmvnTable;
import speechreps.extract.Commands;
import speechreps.extract.Cores;
import speechreps.extract.FeatureShape;
import speechreps.extract.Featurizer;
import speechreps.extract.Forecaster;
import speechreps.extract.Recipe;
import speechreps.sink.OutputFormat;
import speechreps.speech.Utterance;
import speechreps.storage.FileDigest;
import speechreps.storage.Storage;

/**
 * The whole job, step by step: read the manifest, check everything, cut it into shards, compute and
 * commit each, and report.
 *
 * <p>Runs on the driver. Nothing is computed before the options, the model and the manifest are
 * found sound.
 */
public final class FeaturizeJob {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobSpec spec;
  private final PrintWriter out;
  private final Storage storage;
  private final OutputFolder output;

  /**
   * A job on a Spark session.
   *
   * @param out takes problems of the manifest, and the summary
   */
  FeaturizeJob(SparkSession spark, JobSpec spec, PrintWriter out) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.storage = new Storage(context.hadoopConfiguration());
    // Executors have other working directories.
    this.spec = spec.withOutput(spec.output().withFolder(absolute(spec.output().folder())));
    this.out = out;
    this.output = new OutputFolder(storage, this.spec.output().folder());
  }

  /**
   * Runs a job on the Spark session that the launcher set up, and ends that session.
   *
   * @return true when it succeeded
   * @throws IllegalArgumentException when an option, the model or the manifest is wrong
   * @throws IOException when a stage of Spark fails or the output cannot be written
   */
  public static boolean runOnSpark(JobSpec spec, PrintWriter out) throws IOException {
    try (SparkSession spark = SparkSession.builder().appName("speech-reps").getOrCreate()) {
      return new FeaturizeJob(spark, spec, out).run();
    }
  }

  /**
   * Prints the plan of a job on such a session.
   *
   * @throws IllegalArgumentException as {@link #runOnSpark}
   * @throws IOException when a stage of Spark fails
   */
  public static void planOnSpark(JobSpec spec, PlanOptions options, PrintWriter out)
      throws IOException {
    try (SparkSession spark = SparkSession.builder().appName("speech-reps plan").getOrCreate()) {
      new FeaturizeJob(spark, spec, out).plan(options);
    }
  }

  private String absolute(String folder) {
    try {
      // Refuses a scheme that no file system serves.
      storage.uri(folder);
      return storage.absolute(folder);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the output folder cannot be used: " + e.getMessage() + " (" + folder + ")", e);
    }
  }

  /**
   * Runs the job.
   *
   * @return true when it succeeded, within the limit of failures
   * @throws IllegalArgumentException when an option, the model or the manifest is wrong: nothing
   *     was computed
   * @throws IOException when a stage of Spark fails or the output cannot be written
   */
  boolean run() throws IOException {
    Checked checked = check();
    Corpus manifest = checked.manifest;
    WorkPlan plan = checked.plan;
    Recipe recipe = checked.recipe;
    FeatureShape shape = checked.shape;
    String paramsFile = checked.paramsFile;
    long start = System.nanoTime();
    Corpus corpus = plan.withChannels(manifest);
    output.prepare(spec.output().overwrite());
    try {
      List<Shard> shards = plan.shards(corpus, shape);
      String digest = paramsFile == null ? null : digest(paramsFile);
      TaskConfig config = taskConfig(recipe, shape, paramsFile, digest, plan.commands(corpus));
      List<ShardSummary> summaries = compute(shards, config, checked.given);
      new ManifestStep(storage, spec, out).writeProblems(corpus, output);
      if (spec.output().format() == OutputFormat.ARK) {
        new DataDirStep(spark, storage, output, out).write(spec, shape, corpus);
      }
      double wallSeconds = (System.nanoTime() - start) / 1e9;
      return report(recipe, shape, digest, corpus, summaries, wallSeconds);
    } catch (IllegalArgumentException e) {
      // Work has begun: this is no longer about options, whatever threw it.
      throw new IOException("the run failed: " + e.getMessage(), e);
    }
  }

  /**
   * Prints what {@link #run} would do, without computing or writing anything.
   *
   * @throws IllegalArgumentException as there
   * @throws IOException when a stage of Spark fails
   */
  void plan(PlanOptions options) throws IOException {
    Checked checked = check();
    output.replaceable(spec.output().overwrite());
    Forecaster forecaster = Forecaster.of(checked.recipe, local(checked.paramsFile));
    JobPlan plan =
        new PlanStep(context, spec, checked.plan)
            .plan(checked.manifest, checked.recipe, checked.shape, forecaster, options);
    out.print(PlanText.of(plan, spec));
    out.flush();
  }

  /** What is known when everything was found sound. */
  private record Checked(
      Corpus manifest,
      WorkPlan plan,
      Recipe recipe,
      FeatureShape shape,
      @Nullable String paramsFile,
      @Nullable CmvnTable given) {}

  private Checked check() throws IOException {
    String paramsFile = shipParams();
    Corpus manifest = new ManifestStep(storage, spec, out).read();
    WorkPlan plan = new WorkPlan(context, storage, spec);
    Recipe recipe = plan.recipe(manifest);
    FeatureShape shape = inspect(recipe, paramsFile);
    CmvnTable given = CmvnStep.given(storage, plan.commands(manifest), recipe.cmvn());
    refuseInputsInOutput(manifest, recipe);
    return new Checked(manifest, plan, recipe, shape, paramsFile, given);
  }

  private boolean report(
      Recipe recipe,
      FeatureShape shape,
      @Nullable String digest,
      Corpus corpus,
      List<ShardSummary> summaries,
      double wallSeconds)
      throws IOException {
    RunReport report =
        new Reporting(spark, storage, output)
            .report(spec.withRecipe(recipe), shape, digest, corpus, summaries, wallSeconds);
    out.println(report.summary(spec.output().folder()));
    if (spec.show() > 0 && report.done() > 0) {
      Preview.print(spark, output, spec, out);
    }
    out.flush();
    return !spec.failureLimit().isExceeded(report.failed(), report.total());
  }

  /** Nothing that is still to be read may be deleted by {@code --overwrite}. */
  private void refuseInputsInOutput(Corpus corpus, Recipe recipe) throws IOException {
    output.refuseToHold("the manifest", spec.manifest().location());
    String stats = recipe.cmvn().stats();
    if (stats != null) {
      output.refuseToHold("the CMVN statistics", stats);
    }
    if (spec.output().overwrite() && storage.isDirectory(spec.output().folder())) {
      String name = Storage.name(spec.output().folder());
      for (Utterance utterance : corpus.utterances()) {
        // An entry of an archive is where its archive is; few locations name the folder at all.
        String path = utterance.location().replaceFirst(":[0-9]+(\\[[0-9:,]*])?$", "");
        if (path.contains(name) && !path.endsWith("|")) {
          output.refuseToHold("the input of utterance " + utterance.id(), path);
        }
      }
    }
  }

  /** Makes the parameter file available to executors; null without a model. */
  private @Nullable String shipParams() throws IOException {
    String params = spec.params();
    if (params == null) {
      return null;
    }
    if (!storage.exists(params)) {
      throw new IllegalArgumentException(
          "no such parameter file (" + storage.absolute(params) + ")");
    }
    // With its scheme: Spark takes a bare path as local, Hadoop as one of the default file system.
    context.addFile(storage.uri(params).toString());
    return Storage.name(params);
  }

  private FeatureShape inspect(Recipe recipe, @Nullable String paramsFile) {
    try {
      return Featurizer.inspect(recipe, local(paramsFile), cores());
    } catch (IOException e) {
      throw new IllegalArgumentException("the parameter file cannot be used: " + e.getMessage(), e);
    }
  }

  private static @Nullable String local(@Nullable String paramsFile) {
    return paramsFile == null ? null : SparkFiles.get(paramsFile);
  }

  private String digest(String paramsFile) throws IOException {
    return FileDigest.sha256(storage.source("file://" + SparkFiles.get(paramsFile)));
  }

  private TaskConfig taskConfig(
      Recipe recipe,
      FeatureShape shape,
      @Nullable String paramsFile,
      @Nullable String digest,
      Commands commands) {
    Map<String, String> metadata = new TreeMap<>(recipe.describe());
    shape.details().forEach((key, value) -> metadata.put("speechreps." + key, value));
    metadata.put("speechreps.version", Version.current());
    if (digest != null) {
      metadata.put("speechreps.params_sha256", digest);
    }
    return new TaskConfig(
        recipe, paramsFile, spec.gpu(), cores(), commands, spec.output(), metadata);
  }

  private Cores cores() {
    SparkConf conf = context.getConf();
    return new Cores(ExecutorCores.of(conf), conf.getInt("spark.task.cpus", 1));
  }

  private List<ShardSummary> compute(
      List<Shard> shards, TaskConfig config, @Nullable CmvnTable given) throws IOException {
    if (shards.isEmpty()) {
      return List.of();
    }
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    CmvnStep cmvn = new CmvnStep(storage, new CmvnPass(context, config, hadoop));
    CmvnTable table = given != null ? given : cmvn.ofCorpus(config.recipe().cmvn().scope(), shards);
    List<Row> rows = longestFirst(shards).stream().map(ShardFunction::toRow).toList();
    JavaRDD<Row> results =
        context
            .parallelize(rows, rows.size())
            .mapPartitions(
                new ShardFunction(config, hadoop, table == null ? null : context.broadcast(table)));
    List<ShardSummary> summaries =
        Collected.from(results).stream()
            .map(ShardSummary::fromRow)
            .sorted(Comparator.comparingInt(ShardSummary::shard))
            .toList();
    CmvnScope writeCmvn = spec.output().writeCmvn();
    if (writeCmvn != null) {
      cmvn.write(writeCmvn, shards, spec.output());
    }
    return summaries;
  }

  /**
   * Spark starts partitions in their order: what takes long must not be what is left at the end.
   */
  static List<Shard> longestFirst(List<Shard> shards) {
    return shards.stream().sorted(Comparator.comparingDouble(Shard::seconds).reversed()).toList();
  }
}
