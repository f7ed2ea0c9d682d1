/** The ledger: what became of every notice and delivery, counted from the topics, and the service port that tells it. */
@NullMarked
package org.harborlight.processor.status;

import org.jspecify.annotations.NullMarked;
