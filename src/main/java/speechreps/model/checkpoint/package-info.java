/**
 * Published model files, read by our own small readers into one neutral map of named tensors.
 *
 * <p>{@link speechreps.model.checkpoint.MxnetParamsReader} reads MXNet's NDArray lists. A reader
 * checks every size against the bytes that are there; an architecture then asks the {@link
 * speechreps.model.checkpoint.Checkpoint} for what it needs, by name and shape. Knows no engine.
 *
 * <p>Imports only the JDK.
 */
@NullMarked
package speechreps.model.checkpoint;

import org.jspecify.annotations.NullMarked;
