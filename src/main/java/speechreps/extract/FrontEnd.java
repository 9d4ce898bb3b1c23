package speechreps.extract;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import speechreps.dsp.FeatureComputer;
import speechreps.model.EncoderSpec;
import speechreps.storage.Storage;

/**
 * What a recipe does before its encoder, or does at all where there is none.
 *
 * @param spec of the recipe's encoder, or null when the recipe has none or it is left out
 */
record FrontEnd(Recipe recipe, @Nullable EncoderSpec spec) {
  /** Kaldi's, for features that do not tell theirs. */
  private static final double DEFAULT_FRAME_SHIFT_MS = 10;

  private static final double FRAME_SHIFT_TOLERANCE_MS = 1e-6;

  /**
   * Checks the recipe, and tells what its features will look like.
   *
   * @throws IllegalArgumentException when its parts do not fit each other
   */
  FeatureShape shape() {
    if (recipe.input() instanceof InputKind.Features features) {
      checkFeatures(features);
      return new FeatureShape(
          spec == null ? normalizer(null).dim(columns(features)) : spec.outputDim(),
          frameShiftMs());
    }
    if (recipe.copies()) {
      throw new IllegalArgumentException(
          "--model copy passes on features that were computed before: expected a manifest of"
              + " features such as a feats.scp, got one of audio");
    }
    checkOwnNormalisation();
    checkWidth();
    return new FeatureShape(
        spec == null ? normalizer(null).dim(computer().dim()) : spec.outputDim(), frameShiftMs());
  }

  /** The stage, for one thread. */
  InputStage stage(Storage storage, Commands commands, @Nullable CmvnTable table) {
    if (recipe.input() instanceof InputKind.Features features) {
      return new MatrixInput(
          new MatrixReader(storage, commands),
          columns(features),
          frameShiftMs(),
          normalizer(table));
    }
    FeatureComputer computer = computer();
    AudioLoader loader =
        new AudioLoader(
            new RecordingReader(storage, commands),
            recipe.resample().or(computer.frameOptions()),
            recipe.channel());
    return new AudioInput(loader, computer, normalizer(table));
  }

  /** Time between rows, in ms. */
  double frameShiftMs() {
    if (recipe.input() instanceof InputKind.Features features && features.frameShiftMs() != null) {
      return features.frameShiftMs();
    }
    return recipe.copies() ? DEFAULT_FRAME_SHIFT_MS : computer().frameOptions().frameShiftMs();
  }

  private Normalizer normalizer(@Nullable CmvnTable table) {
    return new Normalizer(recipe.cmvn(), table, recipe.deltas());
  }

  private static int columns(InputKind.Features features) {
    return features.dim() == null ? 0 : features.dim();
  }

  private FeatureComputer computer() {
    KaldiFeature feature = KaldiFeature.of(recipe.model());
    if (feature != null) {
      return feature.computer(recipe.featureOptions());
    }
    if (spec == null) {
      throw new IllegalArgumentException("model " + recipe.model() + " needs a parameter file");
    }
    // DeCoAR: Kaldi's defaults except the number of bins, which the parameter file tells.
    Map<String, String> options = new TreeMap<>(recipe.featureOptions());
    String bins = Integer.toString(spec.inputDim());
    String wanted = options.put("num-mel-bins", bins);
    if (wanted != null && !wanted.equals(bins)) {
      throw new IllegalArgumentException(
          "option num-mel-bins does not fit the model: "
              + spec.name()
              + " expects "
              + bins
              + ", got "
              + wanted);
    }
    return KaldiFeature.FBANK.computer(options);
  }

  private void checkOwnNormalisation() {
    boolean own = recipe.cmvn().equals(Recipe.of(recipe.model()).cmvn()) && recipe.deltas() == null;
    if (recipe.needsEncoder() && !own) {
      throw new IllegalArgumentException(
          "--model "
              + recipe.model()
              + " has its own normalisation of audio: --cmvn, --cmvn-stats, --norm-vars and"
              + " --delta-order are for Kaldi features, and for manifests of features");
    }
  }

  private void checkWidth() {
    if (spec != null && computer().dim() != spec.inputDim()) {
      throw new IllegalArgumentException(
          "the front end does not fit the model: "
              + spec.name()
              + " expects "
              + spec.inputDim()
              + " features a frame, the options give "
              + computer().dim());
    }
  }

  private void checkFeatures(InputKind.Features features) {
    if (KaldiFeature.of(recipe.model()) != null) {
      throw new IllegalArgumentException(
          "--model "
              + recipe.model()
              + " computes features of audio, the manifest holds features: --model copy passes them"
              + " on, with --cmvn and --delta-order if wanted");
    }
    if (!recipe.featureOptions().isEmpty() || recipe.channel() != null) {
      throw new IllegalArgumentException(
          "--channel, --dither, --feature-option and Kaldi configuration files are for audio, the"
              + " manifest holds features");
    }
    if (spec != null) {
      checkFit(features, spec);
    }
  }

  private void checkFit(InputKind.Features features, EncoderSpec encoder) {
    int columns = normalizer(null).dim(columns(features));
    if (features.dim() != null && columns != encoder.inputDim()) {
      throw new IllegalArgumentException(
          "the manifest's features do not fit the model: "
              + encoder.name()
              + " expects "
              + encoder.inputDim()
              + " columns, got "
              + columns);
    }
    double expectedMs = computer().frameOptions().frameShiftMs();
    if (Math.abs(frameShiftMs() - expectedMs) > FRAME_SHIFT_TOLERANCE_MS) {
      throw new IllegalArgumentException(
          "the manifest's features do not fit the model: "
              + encoder.name()
              + " expects a frame shift of "
              + expectedMs
              + " ms, the file frame_shift says "
              + frameShiftMs());
    }
  }
}
