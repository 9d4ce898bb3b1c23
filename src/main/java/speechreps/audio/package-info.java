/**
 * Bytes to {@link speechreps.speech.Waveform}: WAV as Kaldi reads it, everything else through
 * FFmpeg's decoders, and resampling.
 *
 * <p>May import {@code speech}, the JDK and FFmpeg's Java bindings. Knows neither files nor Hadoop:
 * a reader takes a {@link speechreps.speech.Source}.
 */
@NullMarked
package speechreps.audio;

import org.jspecify.annotations.NullMarked;
