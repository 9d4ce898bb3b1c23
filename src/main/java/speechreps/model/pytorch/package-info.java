/**
 * PyTorch without Python: programs in TorchScript, their weights from a checkpoint, one engine call
 * a batch.
 *
 * <p>A {@link speechreps.model.pytorch.TorchProgram} is text and parameters. {@link
 * speechreps.model.pytorch.TorchArchive} writes it as the file that the engine loads, {@link
 * speechreps.model.pytorch.TorchRuntime} loads it, and the {@link
 * speechreps.model.pytorch.TorchModule} that comes out is called by any number of threads, each
 * with a {@link speechreps.model.pytorch.TorchCall} of its own that owns the native memory of its
 * inputs and outputs.
 *
 * <p>Imports {@code natives}, {@code checkpoint}, the JDK, DJL and JNA.
 */
@NullMarked
package speechreps.model.pytorch;

import org.jspecify.annotations.NullMarked;
