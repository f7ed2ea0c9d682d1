package org.harborlight.processor.link;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.harborlight.processor.route.CaseNotice;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.processor.state.MovedStanding;
import org.harborlight.schemas.MovedNotice;
import org.harborlight.schemas.codec.SingleObject;

/**
 * Sends notices of incidents that left a case of this task on their way, by their references: those that leave with the
 * command, which goes along as it was signed, and those that came to the old case afterwards. Used by the stream thread of
 * one task.
 */
final class Departures {
    private final ProcessorContext<String, Parcel> context;
    private final LaneFormats formats;
    private final CaseCodec codec;
    private final SingleObject<AdmittedNotice> admitted = SingleObject.of(AdmittedNotice.class);

    Departures(ProcessorContext<String, Parcel> context, LaneFormats formats, CaseCodec codec) {
        this.context = context;
        this.formats = formats;
        this.codec = codec;
    }

    /** @param command as it stands in topic commands */
    void send(String reference, Departure departure, byte[] command) {
        List<String> holders = departure.holders().inOrder();
        List<String> pointed = departure.holders().pointedInOrder();
        for (CaseNotice notice : departure.notices()) {
            boolean last = notice.equals(departure.notices().getLast());
            AdmittedNotice moving = codec.write(
                    notice,
                    MovedStanding.newBuilder()
                            .setHolders(holders)
                            .setPointed(pointed)
                            .setLast(last));
            MovedNotice record = MovedNotice.newBuilder()
                    .setReference(reference)
                    .setCommand(ByteBuffer.wrap(command))
                    .setLast(last)
                    .setNotice(ByteBuffer.wrap(admitted.encode(moving)))
                    .build();
            forward(new Record<>(reference, Parcel.of(formats.moves().encode(record)), context.currentSystemTimeMs()));
        }
    }

    /** A notice without a verdict, after its incident; its headers go along, since they say which record it is. */
    void sendAfter(String reference, Record<String, Parcel> late) {
        MovedNotice record = MovedNotice.newBuilder()
                .setReference(reference)
                .setLast(false)
                .setNotice(ByteBuffer.wrap(Objects.requireNonNull(late.value().bytes())))
                .build();
        forward(late.withKey(reference).withValue(Parcel.of(formats.moves().encode(record))));
    }

    private void forward(Record<String, Parcel> record) {
        context.forward(record, Nodes.LINK_MOVES);
    }
}
