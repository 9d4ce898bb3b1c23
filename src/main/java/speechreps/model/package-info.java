/**
 * Encoders: from model input to representations. The only room that knows Deep Java Library and its
 * engines.
 *
 * <p>{@link speechreps.model.Encoders} loads a model, {@link speechreps.model.SharedEncoders} loads
 * it once for all tasks of a process; both give an {@link speechreps.model.Encoder}: a batch in, a
 * matrix for each input out. Below them are {@code checkpoint}, which reads published files and
 * knows no engine, {@code mxnet} and {@code pytorch}, through which alone an engine is called, and
 * {@code natives}, the C library's part of both.
 *
 * <p>May import {@code speech}, the JDK, DJL and JNA.
 */
@NullMarked
package speechreps.model;

import org.jspecify.annotations.NullMarked;
