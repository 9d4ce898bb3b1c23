/**
 * Manifests to {@link speechreps.speech.Utterance}s: path lists, folders, wav.scp and Kaldi data
 * directories.
 *
 * <p>{@link speechreps.corpus.ManifestReader} is the door, {@link speechreps.corpus.Corpus} what
 * comes out: utterances sorted by id, and every problem with its file and line.
 *
 * <p>May import {@code speech}, {@code kaldi} and {@code storage}.
 */
@NullMarked
package speechreps.corpus;

import org.jspecify.annotations.NullMarked;
