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
   * The arithmetic.
   *
   * @param options by Kaldi's names
   * @throws IllegalArgumentException naming the option that is unknown or wrong
   */
  abstract FeatureComputer computer(Map<String, String> options);
}
