/** The operator's side: whether the books balance, how healthy the streams are, and the management port's answers. */
@NullMarked
package org.harborlight.processor.operator;

import org.jspecify.annotations.NullMarked;
