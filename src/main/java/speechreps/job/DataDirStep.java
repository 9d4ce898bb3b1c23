package speechreps.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import speechreps.corpus.Corpus;
import speechreps.corpus.ManifestForm;
import speechreps.extract.FeatureShape;
import speechreps.extract.InputKind;
import speechreps.extract.KaldiFeature;
import speechreps.extract.Recipe;
import speechreps.extract.Reduction;
import speechreps.sink.DataDirCopy;
import speechreps.sink.DataDirWriter;
import speechreps.speech.Utterance;
import speechreps.storage.Storage;

/** Makes an output folder with archives a Kaldi data directory. */
final class DataDirStep {
  private final SparkSession spark;
  private final Storage storage;
  private final OutputFolder output;
  private final PrintWriter out;

  /**
   * The step of a run.
   *
   * @param out takes warnings
   */
  DataDirStep(SparkSession spark, Storage storage, OutputFolder output, PrintWriter out) {
    this.spark = spark;
    this.storage = storage;
    this.output = output;
    this.out = out;
  }

  /** Writes all files but the archives, of the utterances that are done. */
  void write(JobSpec spec, FeatureShape shape, Corpus corpus) throws IOException {
    DataDirCopy copy = copyOf(spec, corpus);
    List<String> names = new ArrayList<>(KaldiIndex.NAMES);
    names.addAll(DataDirWriter.NAMES);
    names.addAll(copy == null ? List.of() : copy.names());
    output.claim(names);

    List<Utterance> done =
        new KaldiIndex(storage, output, spec.output().namedFolder(), shape.pooled())
            .write(spark, corpus.utterances());
    DataDirWriter writer = new DataDirWriter(storage, spec.output().folder());
    writer.speakers(done);
    if (!shape.pooled()) {
      writer.frameShift(shape.frameShiftMs());
    }
    writeConf(writer, spec.recipe());
    if (copy != null) {
      copy.copy(done).forEach(warning -> out.println("warning: " + warning));
    }
  }

  /** Null for other manifests, and where channels are utterances that the directory has not. */
  private @Nullable DataDirCopy copyOf(JobSpec spec, Corpus corpus) throws IOException {
    boolean sameUtterances = !Objects.equals(spec.recipe().channel(), Recipe.EACH);
    boolean folder =
        corpus.form() == ManifestForm.DATA_DIR
            || (corpus.form() == ManifestForm.FEATS
                && storage.isDirectory(spec.manifest().location()));
    return folder && sameUtterances
        ? new DataDirCopy(
            storage, spec.manifest().location(), corpus.root(), spec.output().folder())
        : null;
  }

  /**
   * Rows of an encoder, of a part of the frames, and features that were read, are not what a front
   * end's options make.
   */
  private static void writeConf(DataDirWriter writer, Recipe recipe) throws IOException {
    KaldiFeature feature = KaldiFeature.of(recipe.model());
    boolean whole = recipe.reduction().equals(Reduction.NONE);
    if (feature != null && whole && recipe.input().equals(InputKind.AUDIO)) {
      writer.conf(feature.modelName(), feature.effectiveOptions(recipe.featureOptions()));
    }
  }
}
