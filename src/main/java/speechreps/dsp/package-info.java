/**
 * Waveform to features: Kaldi's filter banks, cepstra and normalisation as pure arithmetic.
 *
 * <p>Imports only {@code speech} and the JDK. No I/O, no logging.
 */
@NullMarked
package speechreps.dsp;

import org.jspecify.annotations.NullMarked;
