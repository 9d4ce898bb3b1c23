/**
 * One question: how does an utterance become its features? Opens the audio, runs the front end,
 * feeds batches to the encoder.
 *
 * <p>May import {@code speech}, {@code audio}, {@code dsp}, {@code kaldi}, {@code model} and {@code
 * storage}.
 */
@NullMarked
package speechreps.extract;

import org.jspecify.annotations.NullMarked;
