package org.harborlight.schemas.command;

import org.harborlight.schemas.Command;

/** What a service may believe of a record in topic commands. */
public sealed interface CommandCheck {
    /** Operators signed it, and it may take effect now. */
    record Genuine(Command command) implements CommandCheck {}

    /** Operators signed it, and it has no effect: too old, from the future, or nothing that this version can do. */
    record WithoutEffect(Command command, String reason) implements CommandCheck {}

    /** Nothing in it can be believed, its command id included. */
    record Rejected(String reason) implements CommandCheck {}
}
