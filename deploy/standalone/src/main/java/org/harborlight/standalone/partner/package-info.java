/** What a partner does with what it receives: verify, open, print. */
@NullMarked
package org.harborlight.standalone.partner;

import org.jspecify.annotations.NullMarked;
