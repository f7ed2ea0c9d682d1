/** Keys and certificates that the first start makes in the data folder. */
@NullMarked
package org.harborlight.standalone.pki;

import org.jspecify.annotations.NullMarked;
