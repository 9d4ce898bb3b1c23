/**
 * Kaldi's files: tables (ark, scp), matrices plain and compressed, configuration files, and the
 * text files of a data directory.
 *
 * <p>May import {@code speech} and the JDK. Knows neither files nor Hadoop: readers take a {@link
 * speechreps.speech.Source} or a stream.
 */
@NullMarked
package speechreps.kaldi;

import org.jspecify.annotations.NullMarked;
