/**
 * Manifests to {@link speechreps.speech.Utterance}s: path lists, folders, wav.scp and Kaldi data
 * directories.
 *
 * <p>May import {@code speech}, {@code kaldi} and {@code storage}.
 */
@NullMarked
package speechreps.corpus;

import org.jspecify.annotations.NullMarked;
