/**
 * Python pickles, read as data. {@link speechreps.model.checkpoint.pickle.PickleMachine} runs the
 * opcodes of protocols 0 to 5 and builds lists, maps, strings and numbers; whatever the file calls
 * by name is put before a {@link speechreps.model.checkpoint.pickle.PickleResolver} and is a {@link
 * speechreps.model.checkpoint.pickle.PickleObject} when that does not know it. No class is looked
 * up, no method called, so a pickle can do no more here than be wrong. What it can make this room
 * hold is bounded, whatever it says.
 *
 * <p>Imports only the JDK and {@code speechreps.model.checkpoint.bytes}.
 */
@NullMarked
package speechreps.model.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;
