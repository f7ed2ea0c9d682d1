/** The HTTPS service that verifies what submitters send and publishes it. */
@NullMarked
package org.harborlight.gateway;

import org.jspecify.annotations.NullMarked;
