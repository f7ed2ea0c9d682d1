/** Dead-lettered notices on an operator's command: into their lane again, where each gets a verdict of its own. */
@NullMarked
package org.harborlight.processor.redrive;

import org.jspecify.annotations.NullMarked;
