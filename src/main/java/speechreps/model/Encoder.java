package speechreps.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.speech.FeatureMatrix;
import speechreps.speech.FeatureRows;
import speechreps.speech.RowTarget;

/**
 * A loaded model: a batch of inputs in, a matrix of representations for each out. Thread-safe.
 *
 * <p>An output does not depend on what else is in the batch: it equals that of the input alone,
 * within 1e-5 relative. Lengths go into the model; padding never takes part in a result.
 */
public interface Encoder extends AutoCloseable {
  /** What goes in and what comes out. */
  EncoderSpec spec();

  /**
   * Encodes a batch.
   *
   * @param inputs any number, each {@code [numFrames × inputDim]} with at least {@code minFrames}
   *     frames; not written to
   * @return one matrix {@code [outputFrames × outputDim]} for each input, in the same order, owned
   *     by the caller
   * @throws IllegalArgumentException when an input has another dimension, too few or too many rows
   * @throws IllegalStateException when the encoder is closed
   * @throws InputRefusedException when a model of others fails on one of them
   */
  List<FeatureMatrix> encode(List<FeatureMatrix> inputs);

  /**
   * Whether {@link #encodeInParts} holds only a part of an input of this length and of its output
   * at a time, so that no length is too much for the memory.
   *
   * @param numFrames its rows
   */
  default boolean encodesInParts(int numFrames) {
    return false;
  }

  /**
   * Encodes a batch; the same numbers as {@link #encode} gives for it.
   *
   * @param inputs each {@code [numFrames × inputDim]} with at least {@code minFrames} frames
   * @param outputs as many; each takes {@code [outputFrames × outputDim]}, every value once
   * @throws IOException when an input cannot be read or an output not be stored
   */
  default void encodeInParts(List<? extends FeatureRows> inputs, List<? extends RowTarget> outputs)
      throws IOException {
    List<FeatureMatrix> matrices = new ArrayList<>();
    for (FeatureRows input : inputs) {
      matrices.add(input.whole());
    }
    List<FeatureMatrix> results = encode(matrices);
    for (int i = 0; i < results.size(); i++) {
      FeatureMatrix rows = results.get(i);
      FloatBuffer values = FloatBuffer.wrap(rows.values());
      for (int frame = 0; frame < rows.numFrames(); frame++) {
        outputs.get(i).put(frame, 0, values, frame * rows.dim(), rows.dim());
      }
    }
  }

  /**
   * What a user should know of how an input of this length is encoded, such as in windows; null
   * when there is nothing to say.
   *
   * @param numFrames its rows
   */
  default @Nullable String remark(int numFrames) {
    return null;
  }

  /** Gives back memory that is kept for next calls, when none may come for a while. */
  default void rest() {}

  /** Frees the native memory. Calls that are under way end first. */
  @Override
  void close();
}
