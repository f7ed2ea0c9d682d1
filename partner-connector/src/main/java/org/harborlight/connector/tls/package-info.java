/** How the connector dials a partner: addresses, trust anchors, client certificate. */
@NullMarked
package org.harborlight.connector.tls;

import org.jspecify.annotations.NullMarked;
