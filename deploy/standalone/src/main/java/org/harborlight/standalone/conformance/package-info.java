/** Checks a partner's endpoint against the contract, with made-up deliveries, before anything real is sent to it. */
@NullMarked
package org.harborlight.standalone.conformance;

import org.jspecify.annotations.NullMarked;
