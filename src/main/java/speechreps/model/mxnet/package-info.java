/**
 * MXNet under a discipline that the code keeps, not the operator.
 *
 * <p>MXNet gives wrong numbers, or hangs, without a word when several threads use it in its default
 * mode. So {@link speechreps.model.mxnet.MxnetRuntime} sets the process environment before the
 * library is loaded (synchronous engine, bounded OpenMP threads, no spinning) and runs every call
 * of the process on one thread. Nothing outside this runtime may touch an MXNet array.
 *
 * <p>Imports {@code natives}, the JDK, DJL and JNA.
 */
@NullMarked
package speechreps.model.mxnet;

import org.jspecify.annotations.NullMarked;
