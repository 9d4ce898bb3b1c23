package speechreps.model;

import java.io.IOException;

/** A family of models: knows its parameter files and its arithmetic. */
interface Architecture {
  /**
   * Checks options and parameter file, and tells what the model takes and gives. No engine is
   * started.
   *
   * @throws IOException when the file is missing, damaged, or of another model: the message names
   *     the file, the array, and what was expected
   * @throws IllegalArgumentException when the model does not have an option's value
   */
  EncoderSpec inspect(EncoderConfig config) throws IOException;

  /**
   * The type of Kaldi features that it takes, as in {@link ModelInput.Features}, or another word
   * when it takes none.
   */
  default String featureType(EncoderOptions options) {
    return "fbank";
  }

  /**
   * Loads the model. The caller closes it.
   *
   * @throws IOException as {@link #inspect}
   * @throws IllegalArgumentException also when there is no such GPU
   */
  Encoder load(EncoderConfig config) throws IOException;
}
