/** Operator commands: how they are signed, and what a service asks of one before it acts. */
@NullMarked
package org.harborlight.schemas.command;

import org.jspecify.annotations.NullMarked;
