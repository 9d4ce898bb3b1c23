package speechreps.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.Encoder;
import speechreps.model.InputRefusedException;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.Outcome;

/**
 * What an encoder made of an utterance.
 *
 * @param output its representation, or null when it was refused
 * @param refusal why, or null
 */
record Encoding(Prepared utterance, @Nullable FeatureMatrix output, @Nullable String refusal) {
  /**
   * Encodes a batch. Where it is refused each member has another try alone, so that an odd one does
   * not take the others with it.
   */
  static List<Encoding> ofBatch(Encoder encoder, List<Prepared> members) {
    List<Encoding> encodings = new ArrayList<>();
    try {
      List<FeatureMatrix> outputs = encoder.encode(members.stream().map(Prepared::input).toList());
      for (int i = 0; i < members.size(); i++) {
        encodings.add(new Encoding(members.get(i), outputs.get(i), null));
      }
    } catch (InputRefusedException e) {
      if (members.size() == 1) {
        return List.of(new Encoding(members.get(0), null, e.getMessage()));
      }
      members.forEach(member -> encodings.addAll(ofBatch(encoder, List.of(member))));
    }
    return encodings;
  }

  /** Hands it on. */
  void to(EncoderPipeline.Sink sink) throws IOException {
    if (output != null) {
      sink.encoded(utterance, output);
    } else {
      sink.failed(
          new Outcome.Failed(
              utterance.utterance(),
              FailureReason.REFUSED_BY_MODEL,
              refusal + " (" + utterance.utterance().location() + ")"));
    }
  }
}
