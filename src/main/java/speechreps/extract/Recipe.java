package speechreps.extract;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import speechreps.dsp.DeltaOptions;
import speechreps.model.EncoderOptions;

/**
 * Everything that decides the values of the result, apart from the input and the model's file.
 *
 * @param model its name: an encoder, one of {@link KaldiFeature} for plain Kaldi features, or
 *     {@link #COPY}
 * @param input what the manifest's locations hold
 * @param featureOptions options of the front end by Kaldi's names; they replace those of the model
 * @param cmvn normalisation of the front end's features
 * @param deltas derivatives to append to them, or null for none
 * @param resample what to do with recordings at another rate
 * @param channel the channel to take, {@link #MIX} for the mean of all, {@link #EACH}, or null for
 *     channel 0 with a warning where there are several
 * @param encoder choices about the encoder
 * @param reduction what is kept of the result
 */
public record Recipe(
    String model,
    InputKind input,
    Map<String, String> featureOptions,
    CmvnOptions cmvn,
    @Nullable DeltaOptions deltas,
    ResamplePolicy resample,
    @Nullable Integer channel,
    EncoderOptions encoder,
    Reduction reduction)
    implements Serializable {
  /** The {@code channel} that stands for the mean of all channels. */
  public static final int MIX = -1;

  /** The {@code channel} that stands for an utterance of its own for each channel. */
  public static final int EACH = -2;

  /** The {@code model} that takes features as they are. */
  public static final String COPY = "copy";

  /** Takes a copy of the options. */
  public Recipe {
    featureOptions = Collections.unmodifiableMap(new TreeMap<>(featureOptions));
  }

  /** A recipe that keeps all of a result, of an encoder as it is by default if there is one. */
  public Recipe(
      String model,
      InputKind input,
      Map<String, String> featureOptions,
      CmvnOptions cmvn,
      @Nullable DeltaOptions deltas,
      ResamplePolicy resample,
      @Nullable Integer channel) {
    this(
        model,
        input,
        featureOptions,
        cmvn,
        deltas,
        resample,
        channel,
        EncoderOptions.DEFAULTS,
        Reduction.NONE);
  }

  /**
   * A recipe for audio with the model's own normalisation: none for Kaldi features, that of its
   * training for an encoder.
   */
  public static Recipe of(String model) {
    return new Recipe(
        model,
        InputKind.AUDIO,
        Map.of(),
        isEncoder(model) ? CmvnOptions.MODEL : CmvnOptions.NONE,
        null,
        ResamplePolicy.ERROR,
        null);
  }

  /** True when the features need an encoder, and hence a parameter file. */
  public boolean needsEncoder() {
    return isEncoder(model);
  }

  /** True when the result is made of features that were computed before. */
  public boolean copies() {
    return model.equals(COPY);
  }

  private static boolean isEncoder(String model) {
    return KaldiFeature.of(model) == null && !model.equals(COPY);
  }

  /** The same for a manifest whose locations hold something else. */
  public Recipe withInput(InputKind other) {
    return new Recipe(
        model, other, featureOptions, cmvn, deltas, resample, channel, encoder, reduction);
  }

  /** The same without normalisation, deltas and reduction: what statistics are made of. */
  public Recipe unnormalized() {
    return new Recipe(
        model,
        input,
        featureOptions,
        CmvnOptions.NONE,
        null,
        resample,
        channel,
        encoder,
        Reduction.NONE);
  }

  /** The recipe as key and value pairs, for files' metadata and the report. */
  public Map<String, String> describe() {
    Map<String, String> described = new TreeMap<>();
    described.put("speechreps.model", model);
    described.put("speechreps.input", input.equals(InputKind.AUDIO) ? "AUDIO" : "FEATURES");
    described.put("speechreps.cmvn", cmvn.scope().name());
    described.put("speechreps.cmvn.norm-vars", Boolean.toString(cmvn.normVars()));
    if (cmvn.stats() != null) {
      described.put("speechreps.cmvn.stats", cmvn.stats());
    }
    if (cmvn.scope() == CmvnScope.SLIDING) {
      described.put("speechreps.cmvn.sliding", cmvn.sliding().toString());
    }
    if (deltas != null) {
      described.put("speechreps.deltas", deltas.toString());
    }
    described.put("speechreps.resample", resample.name());
    described.put("speechreps.channel", describeChannel());
    reduction.describe().forEach((key, value) -> described.put("speechreps." + key, value));
    encoder.describe().forEach((key, value) -> described.put("speechreps." + key, value));
    featureOptions.forEach((key, value) -> described.put("speechreps.features." + key, value));
    return described;
  }

  private String describeChannel() {
    if (channel == null) {
      return "first";
    }
    return channel == MIX ? "mix" : channel == EACH ? "each" : channel.toString();
  }
}
