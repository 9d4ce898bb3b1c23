package speechreps.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.model.Encoder;
import speechreps.model.InputRefusedException;
import speechreps.speech.FailureReason;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.Outcome;
import speechreps.storage.Scratch;
import speechreps.storage.ScratchRows;

/**
 * What an encoder made of an utterance.
 *
 * @param output its representation, or null when it was refused
 * @param refusal why, or null
 */
record Encoding(Prepared utterance, @Nullable FeatureRows output, @Nullable String refusal) {
  /** Encodes a batch that is too long for the memory; its outputs are in temporary files. */
  static List<Encoding> inParts(Encoder encoder, List<Prepared> members, Scratch scratch)
      throws IOException {
    List<Encoding> encodings = new ArrayList<>();
    List<ScratchRows> outputs = new ArrayList<>();
    for (Prepared member : members) {
      ScratchRows output = scratch.newRows(encoder.spec().outputDim());
      outputs.add(output);
      encodings.add(new Encoding(member, output, null));
    }
    encoder.encodeInParts(members.stream().map(Prepared::input).toList(), outputs);
    return encodings;
  }

  /**
   * Encodes a batch. Where it is refused each member has another try alone, so that an odd one does
   * not take the others with it.
   */
  static List<Encoding> ofBatch(Encoder encoder, List<Prepared> members) throws IOException {
    List<Encoding> encodings = new ArrayList<>();
    List<FeatureMatrix> inputs = new ArrayList<>();
    for (Prepared member : members) {
      inputs.add(member.input().whole());
    }
    try {
      List<FeatureMatrix> outputs = encoder.encode(inputs);
      for (int i = 0; i < members.size(); i++) {
        encodings.add(new Encoding(members.get(i), outputs.get(i), null));
      }
    } catch (InputRefusedException e) {
      if (members.size() == 1) {
        return List.of(new Encoding(members.get(0), null, e.getMessage()));
      }
      for (Prepared member : members) {
        encodings.addAll(ofBatch(encoder, List.of(member)));
      }
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

  /** Frees what is in temporary files. */
  void release() throws IOException {
    Scratch.free(utterance.input());
    if (output != null) {
      Scratch.free(output);
    }
  }
}
