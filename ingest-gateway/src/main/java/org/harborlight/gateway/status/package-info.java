/** What the ledger knows of a submitter's notice. */
@NullMarked
package org.harborlight.gateway.status;

import org.jspecify.annotations.NullMarked;
