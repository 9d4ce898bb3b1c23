/**
 * What both engines need of the C library below the JVM: the process environment that native
 * libraries read when they are loaded, and memory that is given back at once.
 *
 * <p>Imports the JDK and JNA.
 */
@NullMarked
package speechreps.model.natives;

import org.jspecify.annotations.NullMarked;
