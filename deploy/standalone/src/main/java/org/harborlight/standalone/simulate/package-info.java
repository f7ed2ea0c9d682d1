/** A partner's endpoint that misbehaves on purpose and remembers what it was told: for onboarding and for fault tests. */
@NullMarked
package org.harborlight.standalone.simulate;

import org.jspecify.annotations.NullMarked;
