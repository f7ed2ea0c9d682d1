/** The lane and ledger topologies and the operator side. */
@NullMarked
package org.harborlight.processor;

import org.jspecify.annotations.NullMarked;
