/** The load harness: machine limits, each step, the whole chain; figures as ratios to the machine's own limits. */
@NullMarked
package org.harborlight.bench;

import org.jspecify.annotations.NullMarked;
