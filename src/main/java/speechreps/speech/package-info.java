/**
 * The nouns of this project: utterance, waveform, feature matrix, and how an utterance can end.
 *
 * <p>Plain values without behaviour of their own. Imports only the JDK.
 */
@NullMarked
package speechreps.speech;

import org.jspecify.annotations.NullMarked;
