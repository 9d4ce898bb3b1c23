/**
 * Hadoop file systems behind two small types: a {@link speechreps.speech.Source} to read, a pending
 * file to write and commit whole. The only room that knows {@code org.apache.hadoop.fs}. And
 * temporary files on the local disk, for rows that memory should not hold: {@link
 * speechreps.storage.Spill} moves them there, {@link speechreps.storage.Scratch} frees them.
 *
 * <p>May import {@code speech} and Hadoop.
 */
@NullMarked
package speechreps.storage;

import org.jspecify.annotations.NullMarked;
