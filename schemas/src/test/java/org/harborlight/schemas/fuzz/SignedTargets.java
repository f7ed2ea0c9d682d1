package org.harborlight.schemas.fuzz;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.OperatorEntry;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.command.CommandVerifier;
import org.harborlight.schemas.directory.AccessionFixtures;
import org.harborlight.schemas.directory.AccessionRule;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;

/**
 * What every service does with bytes that operators or participants signed: refuses or accepts, and throws nothing. The
 * input is signed as it comes, so that what is behind the signature is reached.
 */
final class SignedTargets {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final SigningKey ONE = SigningKey.generate("operator-1", new SecureRandom());
    private static final SigningKey TWO = SigningKey.generate("operator-2", new SecureRandom());
    private static final EnvelopeSigner SIGNER = new EnvelopeSigner(List.of(ONE, TWO));
    private static final List<PublicKeyEntry> OPERATORS =
            List.of(ONE.publicEntry(Instant.EPOCH), TWO.publicEntry(Instant.EPOCH));

    private SignedTargets() {}

    static List<ParserTarget> all() {
        AvroTrust.install();
        CommandVerifier commands = new CommandVerifier(OPERATORS, 1, SingleObject.of(Command.class));
        AccessionRule accessions = AccessionRule.always();
        Participant participant = AccessionFixtures.acceded(participant());
        return List.of(
                new ParserTarget(
                        "signed-accession",
                        List.of(Bytes.copy(participant.getAccession().getPayload())),
                        bytes -> accessions.read(SIGNER.sign(MediaTypes.ACCESSION, bytes))),
                new ParserTarget(
                        "signed-directory-entry",
                        List.of(
                                entry(participant),
                                entry(Jurisdiction.newBuilder()
                                        .setCountry("IE")
                                        .setHelplines(List.of())
                                        .build())),
                        bytes -> apply(MediaTypes.DIRECTORY_ENTRY, bytes)),
                new ParserTarget(
                        "signed-operators",
                        List.of(SingleObject.of(OperatorEntry.class)
                                .encode(new OperatorEntry(
                                        1L,
                                        ByteBuffer.allocate(0),
                                        NOW,
                                        0L,
                                        OperatorSet.pinned(OPERATORS, 2).named()))),
                        bytes -> apply(MediaTypes.OPERATOR_ENTRY, bytes)),
                new ParserTarget(
                        "signed-command",
                        List.of(command(CommandKind.REDRIVE_DELIVERY), command(CommandKind.ERASE)),
                        bytes -> commands.check(SIGNER.sign(MediaTypes.COMMAND, bytes), NOW)));
    }

    /** Each to a directory of its own, so that an input stands for itself. */
    private static void apply(String payloadType, byte[] payload) {
        new DirectoryLoader(OPERATORS, 1).apply(SIGNER.sign(payloadType, payload));
    }

    private static byte[] entry(SpecificRecord body) {
        SignedEnvelope first =
                DirectorySigner.sign(new DirectoryLoader(OPERATORS, 1).current(), body, NOW, List.of(ONE));
        return Bytes.copy(first.getPayload());
    }

    private static byte[] command(CommandKind kind) {
        return SingleObject.of(Command.class)
                .encode(Command.newBuilder()
                        .setCommandId("0b7f7c0e-6f3c-4d0e-9d6e-0d8f6f2f3a11")
                        .setKind(kind)
                        .setOperator("kim")
                        .setReason("well again")
                        .setAt(NOW)
                        .build());
    }

    private static Participant participant() {
        return Participant.newBuilder()
                .setParticipantId("hotline-ie")
                .setName("Hotline")
                .setKind(StakeholderKind.HOTLINE)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(true)
                .setReceives(true)
                .setSigningKeys(List.of(TWO.publicEntry(Instant.EPOCH)))
                .setReleaseProfile(new ReleaseProfile(List.of(), false))
                .build();
    }
}
