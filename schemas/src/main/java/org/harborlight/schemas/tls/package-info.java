/** Certificates: identities of peers, PEM files, and a small certificate authority. */
@NullMarked
package org.harborlight.schemas.tls;

import org.jspecify.annotations.NullMarked;
