/** Where a service's own private keys are: in files, or in a token that does not give them away. */
@NullMarked
package org.harborlight.service.keys;

import org.jspecify.annotations.NullMarked;
