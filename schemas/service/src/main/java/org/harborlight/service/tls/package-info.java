/** TLS as every endpoint of the exchange speaks it, with files that may change while it runs. */
@NullMarked
package org.harborlight.service.tls;

import org.jspecify.annotations.NullMarked;
