/** What {@code bench/run} needs beside the job: the peak to compare with, and the table. */
@NullMarked
package speechreps.bench;

import org.jspecify.annotations.NullMarked;
