package org.harborlight.processor.link;

import org.harborlight.schemas.AcceptedNotice;
import org.harborlight.schemas.CaseHolders;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.DeadLetter;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.HeldChange;
import org.harborlight.schemas.KnownReference;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.MovedNotice;
import org.harborlight.schemas.Outcome;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.schemas.codec.WriterSchemas;

/**
 * Wire formats of the topics that a lane reads and writes. Deliveries go to topics that come and go; a schema has one id
 * under every subject, so that theirs is resolved once, here, and never on the way of a notice. Thread-safe.
 *
 * @param writers schemas of another version, in what was signed, stored or repartitioned by it
 */
public record LaneFormats(
        WireFormat<AcceptedNotice> accepted,
        WireFormat<KnownReference> references,
        WireFormat<CaseHolders> holders,
        WireFormat<Outcome> outcomes,
        WireFormat<DeadLetter> deadLetters,
        WireFormat<HeldChange> heldChanges,
        WireFormat<DeliveryState> deliveryState,
        WireFormat<SignedEnvelope> deliveries,
        WireFormat<SignedEnvelope> feedback,
        WireFormat<SignedEnvelope> commands,
        WireFormat<CommandResult> commandResults,
        WireFormat<MovedNotice> moves,
        WriterSchemas writers) {
    /** Resolves all of them; blocks on the registry. */
    public static LaneFormats of(WireFormats formats, Lane lane) {
        return new LaneFormats(
                formats.of(Topics.notices(lane), AcceptedNotice.class),
                formats.of(Topics.references(lane), KnownReference.class),
                formats.of(Topics.holders(lane), CaseHolders.class),
                formats.of(Topics.OUTCOMES, Outcome.class),
                formats.of(Topics.DEAD_LETTERS, DeadLetter.class),
                formats.of(Topics.HELD_CHANGES, HeldChange.class),
                formats.of(Topics.DELIVERY_STATE, DeliveryState.class),
                formats.of(Topics.RECEIPTS, SignedEnvelope.class),
                formats.of(Topics.FEEDBACK, SignedEnvelope.class),
                formats.of(Topics.COMMANDS, SignedEnvelope.class),
                formats.of(Topics.COMMAND_RESULTS, CommandResult.class),
                formats.of(Topics.moves(lane), MovedNotice.class),
                formats.writers());
    }
}
