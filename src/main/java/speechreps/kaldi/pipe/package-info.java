/**
 * What the commands of an scp would do, so that it can be done without a shell.
 *
 * <p>{@link speechreps.kaldi.pipe.PipePlan} is the front door. A command is recognised only when
 * every word of it is understood; otherwise the answer says which is not.
 */
@NullMarked
package speechreps.kaldi.pipe;

import org.jspecify.annotations.NullMarked;
