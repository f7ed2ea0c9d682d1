/** The HTTPS endpoints for partners: late receipts and a desk's feedback. */
@NullMarked
package org.harborlight.connector.receipt;

import org.jspecify.annotations.NullMarked;
