/** Operator commands: what is commanded, what is believed of it, and what came of it. */
@NullMarked
package org.harborlight.connector.command;

import org.jspecify.annotations.NullMarked;
