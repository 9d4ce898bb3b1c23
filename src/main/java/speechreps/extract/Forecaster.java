package speechreps.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import speechreps.audio.Resampler;
import speechreps.dsp.FrameOptions;
import speechreps.dsp.FrameStacking;
import speechreps.model.EncoderSpec;
import speechreps.speech.FailureReason;
import speechreps.speech.Segment;
import speechreps.speech.Utterance;
import speechreps.speech.UtteranceException;

/**
 * Tells what will become of utterances from their recordings' headers, without decoding anything.
 *
 * <p>Lengths are those of {@link AudioLoader} and the front end, if the headers are right. Damage
 * behind a header is not foreseen. Thread-safe.
 */
public final class Forecaster {
  private static final double MILLIS = 1000;

  private final Recipe recipe;
  private final @Nullable EncoderSpec spec;
  private final FrontEnd frontEnd;
  private final @Nullable FrameOptions frames;
  private final int rateHz;

  private Forecaster(Recipe recipe, @Nullable EncoderSpec spec) {
    this.recipe = recipe;
    this.spec = spec;
    this.frontEnd = new FrontEnd(recipe, spec);
    boolean audio = recipe.input() instanceof InputKind.Audio;
    this.frames = audio && frontEnd.samples() == null ? frontEnd.computer().frameOptions() : null;
    this.rateHz =
        frames != null
            ? Math.round(frames.sampleFrequencyHz())
            : frontEnd.samples() != null ? frontEnd.samples().sampleRateHz() : 0;
  }

  /**
   * A forecaster for a recipe.
   *
   * @param params local path of the model's parameter file, or null for plain Kaldi features
   * @throws IOException when the parameter file is corrupt or does not fit the model
   * @throws IllegalArgumentException when an option is wrong
   */
  public static Forecaster of(Recipe recipe, @Nullable String params) throws IOException {
    return new Forecaster(recipe, Featurizer.spec(recipe, params, Cores.ALL));
  }

  /** The rate that the recipe needs; 0 when it takes no audio. */
  public int rateHz() {
    return rateHz;
  }

  /** True when recordings of this rate will be used, resampled if need be. */
  public boolean takes(int storedRateHz) {
    ResamplePolicy policy = recipe.resample();
    return (frames == null ? policy : policy.or(frames)).allows(storedRateHz, rateHz);
  }

  /** What to expect of an utterance with such a recording. */
  public Forecast ofAudio(Utterance utterance, RecordingHeader header) {
    if (header.fault() != null) {
      return Forecast.failure(header.fault());
    }
    int storedHz = header.sampleRateHz() == 0 ? rateHz : header.sampleRateHz();
    if (!takes(storedHz)) {
      return fault(
          utterance,
          FailureReason.WRONG_SAMPLE_RATE,
          "sample rate differs: expected " + rateHz + " Hz, got " + storedHz + " Hz");
    }
    String channel = channelFault(utterance, header);
    if (channel != null) {
      return fault(utterance, FailureReason.NO_SUCH_CHANNEL, channel);
    }
    try {
      long samples = samples(utterance, header, storedHz);
      return samples < 0
          ? new Forecast(Double.NaN, 0, null)
          : ofSamples(utterance, samples, storedHz);
    } catch (UtteranceException e) {
      return Forecast.failure(Fault.of(e, utterance.location()));
    }
  }

  /** What to expect of an utterance whose features were computed before. */
  public Forecast ofFeatures(Utterance utterance) {
    double seconds = utterance.seconds();
    return Double.isNaN(seconds)
        ? new Forecast(Double.NaN, 0, null)
        : ofRows(utterance, Math.round(seconds * MILLIS / frontEnd.inputShiftMs()), seconds);
  }

  private @Nullable String channelFault(Utterance utterance, RecordingHeader header) {
    Integer wanted = utterance.channel() != null ? utterance.channel() : recipe.channel();
    if (Objects.equals(wanted, Recipe.EACH)) {
      return "--channel each expects a header that tells the channels, got none";
    }
    boolean missing = wanted != null && header.numChannels() > 0 && wanted >= header.numChannels();
    return missing ? "no channel " + wanted + ": there are " + header.numChannels() : null;
  }

  /** Samples of the utterance as stored, or -1 when nothing tells. */
  private static long samples(Utterance utterance, RecordingHeader header, int rateHz)
      throws UtteranceException {
    Segment segment = utterance.segment();
    if (segment == null) {
      return Double.isNaN(header.seconds()) ? -1 : Math.round(header.seconds() * rateHz);
    }
    boolean open = segment.endSeconds() == Segment.TO_END;
    if (Double.isNaN(header.seconds()) && open) {
      return -1;
    }
    double end = Double.isNaN(header.seconds()) ? segment.endSeconds() : header.seconds();
    SegmentCutter.Range range =
        SegmentCutter.range(
            Math.round(end * rateHz), rateHz, segment, utterance.location(), new ArrayList<>());
    return range.end() - range.start();
  }

  private Forecast ofSamples(Utterance utterance, long stored, int storedHz) {
    if (stored > Integer.MAX_VALUE) {
      return fault(utterance, FailureReason.TOO_LONG, "too long: got " + stored + " samples");
    }
    long samples = Resampler.outputLength((int) stored, storedHz, rateHz);
    long rows = samples;
    if (frames != null) {
      int inRange = (int) Math.min(Integer.MAX_VALUE, samples);
      rows = FrameStacking.numStacks(frames.numFrames(inRange), frontEnd.stacked());
    }
    return ofRows(utterance, rows, (double) stored / storedHz);
  }

  private Forecast ofRows(Utterance utterance, long rows, double seconds) {
    int fewest = spec == null ? 1 : spec.minFrames();
    int most = spec == null ? Integer.MAX_VALUE : spec.maxFrames();
    if (rows < fewest || rows > most) {
      String format =
          rows < fewest
              ? "too short: expected at least %d, got %d rows of input from %.4f s"
              : "too long: expected at most %d, got %d rows of input from %.4f s";
      return fault(
          utterance,
          rows < fewest ? FailureReason.TOO_SHORT : FailureReason.TOO_LONG,
          String.format(Locale.ROOT, format, rows < fewest ? fewest : most, rows, seconds));
    }
    long whole = spec == null ? rows : spec.numOutputRows(rows);
    int every = recipe.reduction().every();
    return new Forecast(seconds, (whole + every - 1) / every, null);
  }

  private static Forecast fault(Utterance utterance, FailureReason reason, String message) {
    return Forecast.failure(new Fault(reason, message + " (" + utterance.location() + ")"));
  }
}
