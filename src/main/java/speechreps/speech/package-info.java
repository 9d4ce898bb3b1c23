/**
 * The nouns of this project: utterance, waveform, feature matrix, and how an utterance can end.
 *
 * <p>Plain values without behaviour of their own; and rows of numbers, which may be in memory or
 * elsewhere: {@link speechreps.speech.FeatureRows} to read, {@link speechreps.speech.RowStore} to
 * keep. Imports only the JDK.
 */
@NullMarked
package speechreps.speech;

import org.jspecify.annotations.NullMarked;
