package speechreps.extract;

import java.util.List;
import speechreps.speech.FeatureRows;

/**
 * The samples of one utterance, ready for a front end.
 *
 * @param samples one channel on the int16 scale, at the front end's rate, one a row; the loader's:
 *     they are there until it loads the next utterance
 * @param storedRateHz the rate of the recording as stored
 * @param seconds duration of the utterance
 * @param warnings what was odd but not an error
 */
record UtteranceAudio(
    FeatureRows samples, int storedRateHz, double seconds, List<String> warnings) {
  UtteranceAudio {
    warnings = List.copyOf(warnings);
  }
}
