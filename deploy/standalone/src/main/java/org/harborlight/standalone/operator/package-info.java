/** The operator's side of the command line: what has ended badly, and the signed commands that send it once more. */
@NullMarked
package org.harborlight.standalone.operator;

import org.jspecify.annotations.NullMarked;
