/** HTTP and TLS byte by byte, for programs that spoil them or look for what is spoilt. */
@NullMarked
package org.harborlight.standalone.wire;

import org.jspecify.annotations.NullMarked;
