package speechreps.extract;

import java.util.List;

/**
 * The samples of one utterance, ready for a front end.
 *
 * @param samples one channel on the int16 scale, at the front end's rate; owned by this record
 * @param storedRateHz the rate of the recording as stored
 * @param seconds duration of the utterance
 * @param warnings what was odd but not an error
 */
record UtteranceAudio(float[] samples, int storedRateHz, double seconds, List<String> warnings) {
  UtteranceAudio {
    warnings = List.copyOf(warnings);
  }
}
