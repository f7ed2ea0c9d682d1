/** Sealed sections (AES-256-GCM) and the sealing of their keys (HPKE, RFC 9180). */
@NullMarked
package org.harborlight.schemas.sealing;

import org.jspecify.annotations.NullMarked;
