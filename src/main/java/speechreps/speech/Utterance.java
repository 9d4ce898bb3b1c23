package speechreps.speech;

import org.jspecify.annotations.Nullable;

/**
 * One unit of work: what to featurize, and the name of the result.
 *
 * @param id unique in the corpus; the key of the output
 * @param location where the recording is: a path, a URI, or another Kaldi rxfilename ({@code
 *     file.ark:1234}, {@code flac -c -d -s F |}), already resolved against the manifest's root
 * @param segment the stretch of the recording to take, or null for all of it
 * @param channel the channel that the manifest names, from 0, or null when it names none
 * @param speaker the speaker that the manifest names, or null
 * @param seconds duration as far as the manifest tells it, or NaN: used to balance work, never as
 *     truth
 * @param origin the manifest's file and line, {@code wav.scp:12}, for messages
 */
public record Utterance(
    String id,
    String location,
    @Nullable Segment segment,
    @Nullable Integer channel,
    @Nullable String speaker,
    double seconds,
    String origin) {
  /** Checks that there is an id and a location. */
  public Utterance {
    if (id.isEmpty() || location.isEmpty()) {
      throw new IllegalArgumentException(
          "an utterance needs an id and a location (" + origin + ")");
    }
    if (channel != null && channel < 0) {
      throw new IllegalArgumentException("channel must be at least 0, got " + channel);
    }
  }

  /** The speaker; an utterance without one is its own, as in Kaldi's recipes. */
  public String speakerOrId() {
    return speaker == null ? id : speaker;
  }

  /** A whole recording, with nothing else known about it. */
  public static Utterance ofRecording(String id, String location, String origin) {
    return new Utterance(id, location, null, null, null, Double.NaN, origin);
  }
}
