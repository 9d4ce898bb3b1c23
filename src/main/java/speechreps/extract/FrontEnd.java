package speechreps.extract;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import speechreps.audio.AudioReader;
import speechreps.dsp.FeatureComputer;
import speechreps.model.EncoderSpec;
import speechreps.model.ModelInput;
import speechreps.speech.RowStore;
import speechreps.storage.Storage;

/**
 * What a recipe does before its encoder, or does at all where there is none.
 *
 * @param spec of the recipe's encoder, or null when the recipe has none
 */
record FrontEnd(Recipe recipe, @Nullable EncoderSpec spec) {
  /** Kaldi's, for features that do not tell theirs. */
  private static final double DEFAULT_FRAME_SHIFT_MS = 10;

  private static final double MILLIS = 1000;

  /**
   * Checks the recipe, and tells what its features will look like.
   *
   * @throws IllegalArgumentException when its parts do not fit each other
   */
  FeatureShape shape() {
    new FrontEndCheck(this).check();
    Map<String, String> details = spec == null ? Map.of() : spec.details();
    return new FeatureShape(
        spec == null ? normalizer(null).dim(columns()) : spec.outputDim(),
        frameShiftMs(),
        false,
        details);
  }

  /**
   * The stage that ends before frames are stacked, for one thread.
   *
   * @param audio reads recordings
   * @param store where samples and features go
   */
  InputStage stage(
      Storage storage,
      Commands commands,
      @Nullable CmvnTable table,
      AudioReader audio,
      RowStore store) {
    if (recipe.input() instanceof InputKind.Features) {
      return new MatrixInput(
          new MatrixReader(storage, commands), columns(), inputShiftMs(), normalizer(table), store);
    }
    RecordingReader reader = new RecordingReader(storage, commands, audio, store);
    if (samples() != null) {
      return new SampleInput(
          new AudioLoader(reader, recipe.resample(), recipe.channel()), samples(), store);
    }
    FeatureComputer computer = computer();
    ResamplePolicy resample = recipe.resample().or(computer.frameOptions());
    return new AudioInput(
        new AudioLoader(reader, resample, recipe.channel()), computer, normalizer(table), store);
  }

  /** Time between rows of the result, in ms. */
  double frameShiftMs() {
    int stride = spec == null ? 1 : spec.stride();
    return inputShiftMs() * stacked() * stride;
  }

  /** Time between rows of the features that are computed or read, in ms. */
  double inputShiftMs() {
    if (recipe.input() instanceof InputKind.Features features && features.frameShiftMs() != null) {
      return features.frameShiftMs();
    }
    if (samples() != null) {
      return MILLIS / samples().sampleRateHz();
    }
    if (recipe.copies()) {
      return DEFAULT_FRAME_SHIFT_MS;
    }
    double computedMs = computer().frameOptions().frameShiftMs();
    return recipe.input() instanceof InputKind.Features && stacked() < modelStacks()
        ? computedMs * modelStacks()
        : computedMs;
  }

  /** Frames that are put side by side after the stage; 1 when what is read is stacked already. */
  int stacked() {
    boolean given = recipe.input() instanceof InputKind.Features;
    // Before derivatives: three times as wide by them is not three frames side by side.
    boolean alreadyStacked = given && spec != null && columns() == spec.inputDim();
    return alreadyStacked ? 1 : modelStacks();
  }

  private int modelStacks() {
    return modelFeatures() == null ? 1 : modelFeatures().stacked();
  }

  /** Columns before normalisation and derivatives. */
  int columns() {
    if (recipe.input() instanceof InputKind.Features features) {
      return features.dim() == null ? 0 : features.dim();
    }
    return samples() != null ? 1 : computer().dim();
  }

  /** The raw audio that the encoder takes, or null when it takes something else. */
  ModelInput.@Nullable Samples samples() {
    return spec != null && spec.input() instanceof ModelInput.Samples samples ? samples : null;
  }

  /** The features that the encoder takes, or null when it takes something else. */
  ModelInput.@Nullable Features modelFeatures() {
    return spec != null && spec.input() instanceof ModelInput.Features features ? features : null;
  }

  Normalizer normalizer(@Nullable CmvnTable table) {
    return new Normalizer(cmvn(), table, recipe.deltas());
  }

  private CmvnOptions cmvn() {
    if (recipe.cmvn().scope() != CmvnScope.MODEL) {
      return recipe.cmvn();
    }
    boolean normalized = modelFeatures() != null && modelFeatures().normalized();
    return normalized ? CmvnOptions.of(CmvnScope.UTTERANCE, true) : CmvnOptions.NONE;
  }

  /**
   * What computes the features of audio.
   *
   * @throws IllegalArgumentException when an option is wrong, or the recipe has no features
   */
  FeatureComputer computer() {
    KaldiFeature feature = KaldiFeature.of(recipe.model());
    if (feature != null) {
      return feature.computer(recipe.featureOptions());
    }
    ModelInput.Features wanted = modelFeatures();
    KaldiFeature type = wanted == null ? null : KaldiFeature.of(wanted.type());
    if (wanted == null || type == null) {
      throw new IllegalArgumentException("model " + recipe.model() + " needs a parameter file");
    }
    Map<String, String> options = new TreeMap<>(recipe.featureOptions());
    wanted.options().forEach((key, value) -> put(options, key, value));
    return type.computer(options);
  }

  private void put(Map<String, String> options, String key, String value) {
    String given = options.put(key, value);
    if (given != null && !given.equals(value)) {
      throw new IllegalArgumentException(
          "option "
              + key
              + " does not fit the model: "
              + recipe.model()
              + " expects "
              + value
              + ", got "
              + given);
    }
  }
}
