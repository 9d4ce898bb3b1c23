/** What the programs of {@code bench/} need beside the job: peaks, soaks, memory and tables. */
@NullMarked
package speechreps.bench;

import org.jspecify.annotations.NullMarked;
