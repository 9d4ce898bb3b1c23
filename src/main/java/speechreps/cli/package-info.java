/**
 * Command-line options to a validated job.
 *
 * <p>May import every room but {@code audio} and {@code model}: it makes the option records that
 * the others define, and leaves the work to {@code job}.
 */
@NullMarked
package speechreps.cli;

import org.jspecify.annotations.NullMarked;
