package speechreps.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import speechreps.extract.Commands;
import speechreps.extract.Cores;
import speechreps.extract.FeatureShape;
import speechreps.extract.Featurizer;
import speechreps.extract.Recipe;
import speechreps.sink.NpyWriter;
import speechreps.speech.FeatureRows;
import speechreps.storage.PendingFile;
import speechreps.storage.Storage;

/** One recording in, one NumPy file out, in this process. */
final class SingleFile {
  private SingleFile() {}

  static void featurize(
      Recipe recipe,
      @Nullable String params,
      @Nullable Integer gpu,
      Commands commands,
      String inWav,
      String outNpy,
      PrintWriter out)
      throws IOException {
    Storage storage = new Storage(new Configuration());
    if (params != null && !storage.exists(params)) {
      throw new IllegalArgumentException("no such parameter file (" + params + ")");
    }
    checkModel(recipe, params);
    Featurizer featurizer =
        Featurizer.open(recipe, null, params, gpu, Cores.ALL, storage).withCommands(commands);
    // NumPy's own save does so, and the original relied on it.
    String target = outNpy.endsWith(".npy") ? outNpy : outNpy + ".npy";
    featurizer.featurize(
        inWav,
        features -> {
          write(features, storage, target);
          out.printf("%s: %d frames x %d%n", target, features.numFrames(), features.dim());
        });
    out.flush();
  }

  private static void write(FeatureRows features, Storage storage, String target)
      throws IOException {
    try (PendingFile file = storage.create(target)) {
      NpyWriter.write(file.stream(), features);
      file.commit();
    }
  }

  private static void checkModel(Recipe recipe, @Nullable String params) {
    try {
      FeatureShape unused = Featurizer.inspect(recipe, params, Cores.ALL);
    } catch (IOException e) {
      throw new IllegalArgumentException("the parameter file cannot be used: " + e.getMessage(), e);
    }
  }
}
