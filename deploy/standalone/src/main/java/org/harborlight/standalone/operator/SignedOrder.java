package org.harborlight.standalone.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.command.CommandSigner;
import org.harborlight.schemas.envelope.DsseJson;

/**
 * A command about a notice or an incident with the signatures that it has so far. It travels from one operator to the next as a file, DSSE
 * JSON; each signs the same bytes. Immutable.
 */
public record SignedOrder(Command command, SignedEnvelope envelope) {
    private static final int MAX_BYTES = 64 * 1024;

    /** The first operator's. */
    public static SignedOrder of(CommandKind kind, CommandedNotice notice, Operator operator, InstantSource clock) {
        return of(Command.newBuilder().setKind(kind).setNotice(notice), operator, clock);
    }

    /** The first operator's, to unlink an incident. */
    public static SignedOrder of(CommandedIncident incident, Operator operator, InstantSource clock) {
        return of(Command.newBuilder().setKind(CommandKind.UNLINK).setIncident(incident), operator, clock);
    }

    private static SignedOrder of(Command.Builder order, Operator operator, InstantSource clock) {
        Command command = order.setCommandId(UUID.randomUUID().toString())
                .setOperator(operator.name())
                .setReason(operator.reason())
                .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        return new SignedOrder(command, CommandSigner.sign(command, operator.keys()));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws org.harborlight.schemas.codec.DecodeException where the file is something else
     */
    public static SignedOrder read(Path file) {
        try {
            SignedEnvelope envelope = DsseJson.read(Files.readAllBytes(file), MAX_BYTES);
            return new SignedOrder(SingleObject.of(Command.class).decode(envelope.getPayload()), envelope);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Into a new file. */
    public void write(Path file) {
        try {
            Files.write(file, DsseJson.write(envelope), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Whether it says just this. */
    public boolean says(CommandKind kind, CommandedNotice notice, String reason) {
        return command.getKind() == kind
                && notice.equals(command.getNotice())
                && command.getReason().equals(reason);
    }

    /** The same of an order to unlink. */
    public boolean says(CommandedIncident incident, String reason) {
        return command.getKind() == CommandKind.UNLINK
                && incident.equals(command.getIncident())
                && command.getReason().equals(reason);
    }

    /** With the operator's signatures too. */
    public SignedOrder signedBy(Operator operator) {
        return new SignedOrder(command, CommandSigner.addTo(envelope, operator.keys()));
    }

    public int signatures() {
        return envelope.getSignatures().size();
    }
}
