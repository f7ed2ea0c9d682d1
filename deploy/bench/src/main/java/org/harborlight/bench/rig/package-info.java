/** The exchange under load, every service a process of its own, and what each of them costs. */
@NullMarked
package org.harborlight.bench.rig;

import org.jspecify.annotations.NullMarked;
