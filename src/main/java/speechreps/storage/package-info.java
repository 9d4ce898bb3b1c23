/**
 * Hadoop file systems behind two small types: a {@link speechreps.speech.Source} to read, a pending
 * file to write and commit whole. The only room that knows {@code org.apache.hadoop.fs}.
 *
 * <p>May import {@code speech} and Hadoop.
 */
@NullMarked
package speechreps.storage;

import org.jspecify.annotations.NullMarked;
