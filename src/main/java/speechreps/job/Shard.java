package speechreps.job;

import java.util.List;
import speechreps.speech.Utterance;

/**
 * A contiguous slice of the corpus: the unit of work, of commit and of retry.
 *
 * @param number from 0, the name of its files
 * @param utterances in order of their ids
 * @param seconds of audio, as far as it is known before, with what an utterance costs beside it
 */
record Shard(int number, List<Utterance> utterances, double seconds) {}
