package speechreps.speech;

import java.util.List;

/** How an utterance ended. Every line of the manifest ends as exactly one of these. */
public sealed interface Outcome {
  Utterance utterance();

  /**
   * The utterance has features.
   *
   * @param features one row a frame, or one row for all frames; to be read before the consumer of
   *     the outcome returns
   * @param numFrames frames that the rows stand for
   * @param overflows values that are finite here and will be infinite as they are stored
   * @param seconds duration of the audio that the features were computed from
   * @param sampleRateHz rate of the recording as it was stored, before any resampling
   * @param warnings what was odd but did not prevent the result
   */
  record Done(
      Utterance utterance,
      FeatureRows features,
      int numFrames,
      int overflows,
      double seconds,
      int sampleRateHz,
      List<String> warnings)
      implements Outcome {}

  /**
   * The utterance has no features.
   *
   * @param message what is wrong, expected, found, and where
   */
  record Failed(Utterance utterance, FailureReason reason, String message) implements Outcome {}
}
