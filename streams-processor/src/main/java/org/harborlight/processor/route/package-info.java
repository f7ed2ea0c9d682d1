/** Safeguards, rules, recipients and deliveries. Pure functions over one immutable directory snapshot. */
@NullMarked
package org.harborlight.processor.route;

import org.jspecify.annotations.NullMarked;
