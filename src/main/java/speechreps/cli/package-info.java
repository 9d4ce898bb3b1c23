/** Command-line options to a validated job. */
@NullMarked
package speechreps.cli;

import org.jspecify.annotations.NullMarked;
