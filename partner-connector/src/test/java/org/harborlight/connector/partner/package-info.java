/** A partner for tests: receives pushes over mutual TLS, verifies and opens them, and misbehaves on demand. */
@NullMarked
package org.harborlight.connector.partner;

import org.jspecify.annotations.NullMarked;
