/** One lane a partner and priority: reads deliveries, attempts them in order of their case, keeps the retry ledger. */
@NullMarked
package org.harborlight.connector.lane;

import org.jspecify.annotations.NullMarked;
