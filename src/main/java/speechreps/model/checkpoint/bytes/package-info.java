/**
 * The fields of a binary file, one after the other, read without trusting one of them.
 *
 * <p>Serves every reader of model files; each says with {@link
 * speechreps.model.checkpoint.bytes.FormatProblem} which exception a damaged file means to it.
 *
 * <p>Imports only the JDK.
 */
@NullMarked
package speechreps.model.checkpoint.bytes;

import org.jspecify.annotations.NullMarked;
