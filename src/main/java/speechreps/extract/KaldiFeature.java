package speechreps.extract;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import speechreps.dsp.Fbank;
import speechreps.dsp.FbankOptions;
import speechreps.dsp.FeatureComputer;
import speechreps.dsp.Mfcc;
import speechreps.dsp.MfccOptions;
import speechreps.dsp.Spectrogram;
import speechreps.dsp.SpectrogramOptions;

/** The feature types of Kaldi, each with its options. */
public enum KaldiFeature {
  FBANK {
    @Override
    FeatureComputer computer(Map<String, String> options) {
      return new Fbank(FbankOptions.fromKaldi(options));
    }

    @Override
    public Set<String> optionKeys() {
      return FbankOptions.keys();
    }

    @Override
    public Map<String, String> effectiveOptions(Map<String, String> options) {
      return FbankOptions.fromKaldi(options).toKaldi();
    }
  },
  MFCC {
    @Override
    FeatureComputer computer(Map<String, String> options) {
      return new Mfcc(MfccOptions.fromKaldi(options));
    }

    @Override
    public Set<String> optionKeys() {
      return MfccOptions.keys();
    }

    @Override
    public Map<String, String> effectiveOptions(Map<String, String> options) {
      return MfccOptions.fromKaldi(options).toKaldi();
    }
  },
  SPECTROGRAM {
    @Override
    FeatureComputer computer(Map<String, String> options) {
      return new Spectrogram(SpectrogramOptions.fromKaldi(options));
    }

    @Override
    public Set<String> optionKeys() {
      return SpectrogramOptions.keys();
    }

    @Override
    public Map<String, String> effectiveOptions(Map<String, String> options) {
      return SpectrogramOptions.fromKaldi(options).toKaldi();
    }
  };

  /** The type whose lower-case name this is, or null. */
  public static @Nullable KaldiFeature of(String model) {
    for (KaldiFeature feature : values()) {
      if (feature.modelName().equals(model)) {
        return feature;
      }
    }
    return null;
  }

  /** The name by which users ask for it. */
  public String modelName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of its options, in Kaldi's spelling with hyphens. */
  public abstract Set<String> optionKeys();

  /**
   * What is in force when some options are given: these, and the defaults of the others.
   *
   * @param options by Kaldi's names
   */
  public abstract Map<String, String> effectiveOptions(Map<String, String> options);

  /**
   * The arithmetic.
   *
   * @param options by Kaldi's names
   * @throws IllegalArgumentException naming the option that is unknown or wrong
   */
  abstract FeatureComputer computer(Map<String, String> options);
}
