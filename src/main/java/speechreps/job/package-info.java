/**
 * The only room that knows Spark: the plan, the partition function, the ledger and the report.
 *
 * <p>May import {@code speech}, {@code extract}, {@code corpus}, {@code sink} and {@code storage}.
 */
@NullMarked
package speechreps.job;

import org.jspecify.annotations.NullMarked;
