package speechreps.extract;

import speechreps.model.EncoderSpec;

/** Whether the parts of a recipe fit each other, before any work starts. */
final class FrontEndCheck {
  private static final double FRAME_SHIFT_TOLERANCE_MS = 1e-6;

  private final FrontEnd frontEnd;
  private final Recipe recipe;

  FrontEndCheck(FrontEnd frontEnd) {
    this.frontEnd = frontEnd;
    this.recipe = frontEnd.recipe();
  }

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  void check() {
    if (recipe.input() instanceof InputKind.Features features) {
      checkFeatures(features);
    } else {
      checkAudio();
    }
  }

  private void checkAudio() {
    if (recipe.copies()) {
      throw new IllegalArgumentException(
          "--model copy passes on features that were computed before: expected a manifest of"
              + " features such as a feats.scp, got one of audio");
    }
    boolean own = recipe.cmvn().scope() == CmvnScope.MODEL && recipe.deltas() == null;
    if (recipe.needsEncoder() && !own) {
      throw new IllegalArgumentException(
          "--model "
              + recipe.model()
              + " has its own normalisation of audio: --cmvn, --cmvn-stats, --norm-vars and"
              + " --delta-order are for Kaldi features, and for manifests of features");
    }
    if (frontEnd.samples() != null && !recipe.featureOptions().isEmpty()) {
      throw new IllegalArgumentException(
          "--model "
              + recipe.model()
              + " takes samples: --dither, --feature-option and Kaldi configuration files are for"
              + " models that take Kaldi's features");
    }
    EncoderSpec spec = frontEnd.spec();
    if (spec != null && frontEnd.columns() * frontEnd.stacked() != spec.inputDim()) {
      throw new IllegalArgumentException(
          "the front end does not fit the model: "
              + spec.name()
              + " expects "
              + spec.inputDim()
              + " features a frame, the options give "
              + frontEnd.columns() * frontEnd.stacked());
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
    if (frontEnd.samples() != null) {
      throw new IllegalArgumentException(
          "--model " + recipe.model() + " takes audio, the manifest holds features");
    }
    EncoderSpec spec = frontEnd.spec();
    if (spec != null) {
      checkFit(features, spec);
    }
  }

  private void checkFit(InputKind.Features features, EncoderSpec encoder) {
    int columns = frontEnd.normalizer(null).dim(frontEnd.columns());
    if (features.dim() != null && columns * frontEnd.stacked() != encoder.inputDim()) {
      throw new IllegalArgumentException(
          "the manifest's features do not fit the model: "
              + encoder.name()
              + " expects "
              + encoder.inputDim() / frontEnd.stacked()
              + " columns, got "
              + columns);
    }
    FrontEnd plain =
        new FrontEnd(recipe.withInput(new InputKind.Features(features.dim(), null)), encoder);
    double expectedMs = plain.inputShiftMs();
    if (Math.abs(frontEnd.inputShiftMs() - expectedMs) > FRAME_SHIFT_TOLERANCE_MS) {
      throw new IllegalArgumentException(
          "the manifest's features do not fit the model: "
              + encoder.name()
              + " expects a frame shift of "
              + expectedMs
              + " ms, the file frame_shift says "
              + frontEnd.inputShiftMs());
    }
  }
}
