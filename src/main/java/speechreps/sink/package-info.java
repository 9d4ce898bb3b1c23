/**
 * Feature matrices to files: shards of Parquet or Kaldi ark, and single .npy files.
 *
 * <p>May import {@code speech}, {@code kaldi} and {@code storage}.
 */
@NullMarked
package speechreps.sink;

import org.jspecify.annotations.NullMarked;
