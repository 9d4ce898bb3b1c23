package speechreps.extract;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides the values of the result, apart from the audio and the model's file.
 *
 * @param model its name: an encoder, or one of {@link KaldiFeature} for plain Kaldi features
 * @param featureOptions options of the front end by Kaldi's names; they replace those of the model
 * @param cmvn normalisation after a plain Kaldi front end; encoders bring their own
 * @param resample what to do with recordings at another rate
 * @param channel the channel to take, -1 for the mean of all, or null for channel 0 with a warning
 *     where there are several
 */
public record Recipe(
    String model,
    Map<String, String> featureOptions,
    CmvnMode cmvn,
    ResamplePolicy resample,
    @Nullable Integer channel)
    implements Serializable {
  /** The {@code channel} that stands for the mean of all channels. */
  public static final int MIX = -1;

  /** Takes a copy of the options. */
  public Recipe {
    featureOptions = Collections.unmodifiableMap(new TreeMap<>(featureOptions));
  }

  /** True when the features need an encoder, and hence a parameter file. */
  public boolean needsEncoder() {
    return KaldiFeature.of(model) == null;
  }

  /** The recipe as key and value pairs, for files' metadata and the report. */
  public Map<String, String> describe() {
    Map<String, String> described = new TreeMap<>();
    described.put("speechreps.model", model);
    described.put("speechreps.cmvn", cmvn.name());
    described.put("speechreps.resample", resample.name());
    described.put(
        "speechreps.channel",
        channel == null ? "first" : channel == MIX ? "mix" : channel.toString());
    featureOptions.forEach((key, value) -> described.put("speechreps.features." + key, value));
    return described;
  }
}
