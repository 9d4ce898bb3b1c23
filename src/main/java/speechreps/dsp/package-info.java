/**
 * Waveform to features: Kaldi's filter banks, cepstra, spectrograms, normalisation and deltas as
 * pure arithmetic.
 *
 * <p>Read in this order: {@link speechreps.dsp.FrameOptions} and the other options, which are read
 * by Kaldi's names ({@code FbankOptions.fromKaldi(Map.of("num-mel-bins", "40"))}); {@link
 * speechreps.dsp.FeatureComputer}, what a front end is, and {@link speechreps.dsp.Fbank}, the
 * shortest of them; then {@link speechreps.dsp.Cmvn} and {@link speechreps.dsp.SlidingCmvn}.
 *
 * <p>Three things hold everywhere:
 *
 * <ul>
 *   <li>Samples are on the int16 scale, ±32768. Data are float; sums are double where Kaldi's are.
 *   <li>A frame's features depend on its samples, its dither on the utterance's id, on nothing
 *       else: neither on neighbours, nor on what was computed before.
 *   <li>Operations come in Kaldi's order, down to the tables of the Fourier transform, because a
 *       transform in float leaves its rounding in bins that are near empty. Features agree with its
 *       programs to 2e-5 (filter banks) and 1e-4 (cepstra), normalisation of the same features to
 *       the bit.
 * </ul>
 *
 * <p>Signals and features are rows that are taken block by block, so that their number does not
 * matter; where they are kept is decided by the {@link speechreps.speech.RowStore} that is given.
 *
 * <p>Imports only {@code speech} and the JDK. No I/O of its own, no logging.
 */
@NullMarked
package speechreps.dsp;

import org.jspecify.annotations.NullMarked;
