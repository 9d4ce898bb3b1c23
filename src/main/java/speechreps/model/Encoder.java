package speechreps.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import speechreps.speech.FeatureMatrix;

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
   * What a user should know of how an input of this length is encoded, such as in windows; null
   * when there is nothing to say.
   *
   * @param numFrames its rows
   */
  default @Nullable String remark(int numFrames) {
    return null;
  }

  /** Frees the native memory. Calls that are under way end first. */
  @Override
  void close();
}
