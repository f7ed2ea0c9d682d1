/** Who is at the other end of a connection. */
@NullMarked
package org.harborlight.gateway.tls;

import org.jspecify.annotations.NullMarked;
