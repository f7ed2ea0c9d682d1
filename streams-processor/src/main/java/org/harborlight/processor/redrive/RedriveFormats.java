package org.harborlight.processor.redrive;

import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;
import org.jspecify.annotations.Nullable;

/** How a redrive reads and writes its topics. Each reading throws {@link DecodeException} for what is something else. */
record RedriveFormats(
        WireFormat<SignedEnvelope> commands,
        WireFormat<DeadLetter> letters,
        WireFormat<AcceptedNotice> notices,
        WireFormat<CommandResult> results) {

    static RedriveFormats of(WireFormats formats) {
        return new RedriveFormats(
                formats.of(Topics.COMMANDS, SignedEnvelope.class),
                formats.of(Topics.DEAD_LETTERS, DeadLetter.class),
                formats.of(Topics.handovers(Lane.STANDARD), AcceptedNotice.class),
                formats.of(Topics.COMMAND_RESULTS, CommandResult.class));
    }

    SignedEnvelope command(byte @Nullable [] value) {
        if (value == null) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
        return commands.decode(value);
    }

    DeadLetter letter(byte @Nullable [] value) {
        if (value == null) {
            throw new DecodeException(DecodeException.MALFORMED);
        }
        return letters.decode(value);
    }

    AcceptedNotice notice(byte[] value) {
        return notices.decode(value);
    }
}
