package speechreps.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.jspecify.annotations.Nullable;
import speechreps.corpus.ManifestForm;
import speechreps.extract.CmvnScope;
import speechreps.extract.Commands;
import speechreps.extract.Recipe;
import speechreps.sink.ArchiveType;
import speechreps.sink.OutputFormat;
import speechreps.sink.ParquetRows;
import speechreps.speech.FeatureMatrix;

/** Runs jobs on the shared session, filter banks to Parquet unless told otherwise. */
final class JobRunner {
  private final StringWriter console = new StringWriter();
  private final Path manifest;
  private Recipe recipe = Recipe.of("fbank");
  private Commands commands = Commands.REFUSED;
  private @Nullable String params;
  private @Nullable Integer gpu;
  private OutputFormat format = OutputFormat.PARQUET;
  private double shardSeconds = Double.NaN;
  private FailureLimit limit = FailureLimit.ONLY_TOTAL;
  private @Nullable String scpPrefix;
  private @Nullable CmvnScope writeCmvn;
  private boolean overwrite;
  private int show;

  JobRunner(Path manifest) {
    this.manifest = manifest;
  }

  JobRunner decoar(Path paramsFile) {
    recipe = Recipe.of("decoar");
    params = paramsFile.toString();
    return this;
  }

  JobRunner recipe(Recipe other) {
    recipe = other;
    return this;
  }

  JobRunner allowCommands() {
    commands = new Commands(true, Commands.DEFAULT_TIMEOUT, List.of());
    return this;
  }

  JobRunner gpu(int number) {
    gpu = number;
    return this;
  }

  JobRunner ark() {
    format = OutputFormat.ARK;
    return this;
  }

  JobRunner scpPrefix(String prefix) {
    scpPrefix = prefix;
    return this;
  }

  JobRunner writeCmvn(CmvnScope scope) {
    writeCmvn = scope;
    return this;
  }

  JobRunner shardSeconds(double seconds) {
    shardSeconds = seconds;
    return this;
  }

  JobRunner limit(String text) {
    limit = FailureLimit.parse(text);
    return this;
  }

  JobRunner overwrite() {
    overwrite = true;
    return this;
  }

  JobRunner show(int rows) {
    show = rows;
    return this;
  }

  /** Runs the job into a folder; true when it succeeded. */
  boolean run(Path output) throws IOException {
    return run(output.toString());
  }

  boolean run(String output) throws IOException {
    return job(output).run();
  }

  /** Plans the job instead. */
  void plan(Path output, PlanOptions options) throws IOException {
    job(output.toString()).plan(options);
  }

  private FeaturizeJob job(String output) {
    JobSpec spec =
        new JobSpec(
            new ManifestSpec(manifest.toString(), ManifestForm.AUTO, null, commands),
            recipe,
            params,
            gpu,
            new OutputSpec(output, format, ArchiveType.FLOAT, scpPrefix, writeCmvn, overwrite),
            shardSeconds,
            limit,
            show);
    return new FeaturizeJob(LocalSpark.session(), spec, new PrintWriter(console));
  }

  /** What the job printed. */
  String console() {
    return console.toString();
  }

  /** The rows of a run's ledger, ordered by the line of the manifest. */
  static List<Group> ledger(Path output) throws IOException {
    List<Group> rows = new ArrayList<>();
    for (Path part : files(output.resolve("_ledger"), ".parquet")) {
      rows.addAll(ParquetRows.read(part));
    }
    rows.sort(Comparator.comparingInt(JobRunner::line));
    return rows;
  }

  private static int line(Group row) {
    String origin = row.getString("origin", 0);
    return Integer.parseInt(origin.substring(origin.lastIndexOf(':') + 1));
  }

  /** The features of a run by utterance; none of them in several chunks. */
  static Map<String, FeatureMatrix> features(Path output) throws IOException {
    Map<String, FeatureMatrix> features = new TreeMap<>();
    for (Path shard : shards(output)) {
      for (Group row : ParquetRows.read(shard)) {
        features.put(row.getString("utterance_id", 0), ParquetRows.features(row));
      }
    }
    return features;
  }

  static List<Path> shards(Path output) throws IOException {
    return files(output, ".parquet").stream()
        .filter(file -> output.relativize(file).getNameCount() == 1)
        .toList();
  }

  /** All files below a folder whose name ends so, in order. */
  static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    }
  }
}
