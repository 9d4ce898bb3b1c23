/**
 * Encoders: from model input to representations. The only room that knows Deep Java Library and its
 * engines.
 *
 * <p>May import {@code speech}, the JDK and DJL.
 */
@NullMarked
package speechreps.model;

import org.jspecify.annotations.NullMarked;
