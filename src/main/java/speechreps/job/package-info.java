/** The only room that knows Spark: the plan, the partition function, the ledger and the report. */
@NullMarked
package speechreps.job;

import org.jspecify.annotations.NullMarked;
