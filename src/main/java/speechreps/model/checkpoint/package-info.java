/**
 * Published model files, read by our own small readers into one neutral map of named tensors.
 *
 * <p>{@link speechreps.model.checkpoint.Checkpoints} tells the forms apart by their first bytes:
 * {@link speechreps.model.checkpoint.MxnetParamsReader} reads MXNet's NDArray lists, {@link
 * speechreps.model.checkpoint.TorchFile} both forms of {@code torch.save}. A reader checks every
 * size against the bytes that are there; an architecture then asks the {@link
 * speechreps.model.checkpoint.Checkpoint} for what it needs, by name and shape. Elements are read
 * only then. Knows no engine.
 *
 * <p>Imports only the JDK and its own rooms {@code bytes} and {@code pickle}.
 */
@NullMarked
package speechreps.model.checkpoint;

import org.jspecify.annotations.NullMarked;
