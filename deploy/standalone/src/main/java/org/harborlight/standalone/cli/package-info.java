/** The commands of the harborlight program. */
@NullMarked
package org.harborlight.standalone.cli;

import org.jspecify.annotations.NullMarked;
