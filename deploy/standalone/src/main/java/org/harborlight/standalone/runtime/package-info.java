/** Everything for one machine: data folder, broker, registry process, directory and the three services. */
@NullMarked
package org.harborlight.standalone.runtime;

import org.jspecify.annotations.NullMarked;
