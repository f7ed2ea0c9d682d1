package org.harborlight.schemas.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.Locator;
import org.harborlight.schemas.LocatorsSection;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.OperatorEntry;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.SignedNoticeBatch;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.directory.JurisdictionsYaml;
import org.harborlight.schemas.directory.OperatorSet;
import org.harborlight.schemas.directory.RulesYaml;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.notice.AcceptanceReceipt;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.schemas.notice.SignedNoticeJson;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.tls.PemFiles;

/** The parsers of this module that read what somebody outside wrote. */
public final class SchemasTargets {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final SigningKey KEY = SigningKey.generate("key-1", new SecureRandom());
    private static final IncidentNotice NOTICE =
            NoticeFixtures.extortion("platform-a", NOW).build();
    private static final byte[] PAYLOAD = SingleObject.of(IncidentNotice.class).encode(NOTICE);
    private static final SignedNotice SIGNED = Submission.sign(PAYLOAD, null, KEY);

    private SchemasTargets() {}

    public static List<ParserTarget> all() {
        List<ParserTarget> targets = new ArrayList<>(records());
        targets.addAll(documents());
        targets.addAll(keys());
        targets.addAll(SignedTargets.all());
        targets.addAll(CertificateTargets.all());
        targets.addAll(OcspTargets.all());
        return targets;
    }

    private static List<ParserTarget> records() {
        SignedEnvelope envelope = new EnvelopeSigner(KEY).sign("text/plain", PAYLOAD);
        return List.of(
                record(SignedNotice.class, SIGNED),
                record(SignedNoticeBatch.class, new SignedNoticeBatch(List.of(ByteBuffer.wrap(PAYLOAD)))),
                record(SignedEnvelope.class, envelope),
                record(
                        DirectoryEntry.class,
                        new DirectoryEntry(
                                0L,
                                ByteBuffer.allocate(0),
                                NOW,
                                Jurisdiction.newBuilder()
                                        .setCountry("IE")
                                        .setHelplines(List.of())
                                        .build())),
                record(
                        OperatorEntry.class,
                        new OperatorEntry(
                                0L,
                                ByteBuffer.allocate(0),
                                NOW,
                                0L,
                                OperatorSet.pinned(List.of(KEY.publicEntry(NOW)), 1)
                                        .named())),
                record(
                        Command.class,
                        Command.newBuilder()
                                .setCommandId("1")
                                .setKind(CommandKind.REDRIVE_DELIVERY)
                                .setOperator("kim")
                                .setReason("well again")
                                .setAt(NOW)
                                .build()),
                new ParserTarget("notice", List.of(PAYLOAD), declared(SchemasTargets::checkNotice)),
                new ParserTarget("section", sections(), declared(SchemasTargets::readSection)));
    }

    private static List<ParserTarget> documents() {
        SignedEnvelope envelope = new EnvelopeSigner(KEY).sign("text/plain", PAYLOAD);
        byte[] receipt = new AcceptanceReceipt("r", "platform-a", "n", "00", NOW, "reference", Lane.URGENT).toJson();
        String rule = """
                version: '1'
                rules:
                  - id: a
                    when: {harms: [CSAM], countries: [IE]}
                    to: {kind: HOTLINE}
                    release: [LOCATORS]
                    reason: x
                """;
        String jurisdiction = """
                - country: IE
                  helplines:
                    - {name: H, contact: '116 111', languages: [en]}
                """;
        return List.of(
                new ParserTarget(
                        "notice-json", List.of(SignedNoticeJson.write(SIGNED)), declared(SignedNoticeJson::read)),
                new ParserTarget(
                        "dsse-json",
                        List.of(DsseJson.write(envelope)),
                        declared(bytes -> DsseJson.read(bytes, 64 * 1024))),
                new ParserTarget("receipt", List.of(receipt), declared(AcceptanceReceipt::fromJson)),
                new ParserTarget("rules", List.of(utf8(rule)), declared(bytes -> RulesYaml.parse(text(bytes)))),
                new ParserTarget(
                        "jurisdictions",
                        List.of(utf8(jurisdiction), utf8("a: &a [*a, *a]\n")),
                        declared(bytes -> JurisdictionsYaml.parse(text(bytes)))));
    }

    private static List<ParserTarget> keys() {
        List<byte[]> pem = Stream.of(
                        KEY.toPem(),
                        SigningKey.generate(KeyAlgorithm.ECDSA_P256, "k", new SecureRandom())
                                .toPem(),
                        SealingKey.generate("s", new SecureRandom()).toPem(),
                        ofUnknownAlgorithm(),
                        "-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----")
                .map(SchemasTargets::utf8)
                .toList();
        List<byte[]> spki = Stream.of(KeyAlgorithm.ED25519, KeyAlgorithm.ECDSA_P256, KeyAlgorithm.ML_DSA_65)
                .map(algorithm -> SigningKey.generate(algorithm, "k", new SecureRandom())
                        .publicEntry(NOW)
                        .getPublicKey()
                        .array())
                .toList();
        return List.of(
                new ParserTarget("pem", pem, illegal(bytes -> PemFiles.decode(text(bytes), "PRIVATE KEY"))),
                new ParserTarget("signing-key", pem, illegal(bytes -> SigningKey.fromPem("k", text(bytes)))),
                new ParserTarget("sealing-key", pem, illegal(bytes -> SealingKey.fromPem("k", text(bytes)))),
                new ParserTarget("certificates", pem, illegal(bytes -> PemFiles.parseCertificates(text(bytes)))),
                new ParserTarget(
                        "public-key",
                        spki,
                        bytes -> Stream.of(KeyAlgorithm.ED25519, KeyAlgorithm.ECDSA_P256, KeyAlgorithm.ML_DSA_65)
                                .forEach(algorithm -> illegal(key -> VerificationKey.of(entry(algorithm, key)))
                                        .accept(bytes))));
    }

    /** Jazzer found that Bouncy Castle throws a bare RuntimeException at an algorithm that it does not know. */
    private static String ofUnknownAlgorithm() {
        byte[] der =
                PemFiles.decode(SealingKey.generate("s", new SecureRandom()).toPem(), "PRIVATE KEY");
        der[11] = 0x4d; // last arc of the algorithm's object identifier
        return PemFiles.encode("PRIVATE KEY", der);
    }

    private static List<byte[]> sections() {
        return Stream.<SpecificRecord>of(
                        new NarrativeSection("en", "made up", List.of(), null),
                        new LocatorsSection(List.of(Locator.newBuilder()
                                .setItemId("item-1")
                                .setUrl("https://example.net/")
                                .build())))
                .map(Submission::encodeSection)
                .toList();
    }

    /** What is decoded is checked too: a notice may be refused, and nothing else may happen. */
    private static void checkNotice(byte[] bytes) {
        new NoticeChecks(NoticeLimits.defaults(), () -> NOW)
                .check(SingleObject.of(IncidentNotice.class).decode(bytes));
    }

    private static void readSection(byte[] bytes) {
        for (SectionKind kind : SectionKind.values()) {
            if (kind != SectionKind.UNSPECIFIED) {
                declared(plain -> Submission.decodeSection(kind, plain)).accept(bytes);
            }
        }
    }

    private static <T extends SpecificRecord> ParserTarget record(Class<T> type, T seed) {
        return new ParserTarget(
                type.getSimpleName(), List.of(SingleObject.of(type).encode(seed)), decoding(type));
    }

    private static <T extends SpecificRecord> Consumer<byte[]> decoding(Class<T> type) {
        SingleObject<T> codec = SingleObject.of(type);
        return declared(codec::decode);
    }

    private static Consumer<byte[]> declared(Consumer<byte[]> parser) {
        return ParserTarget.expecting(DecodeException.class, parser);
    }

    private static Consumer<byte[]> illegal(Consumer<byte[]> parser) {
        return ParserTarget.expecting(IllegalArgumentException.class, parser);
    }

    private static PublicKeyEntry entry(KeyAlgorithm algorithm, byte[] key) {
        return PublicKeyEntry.newBuilder()
                .setKeyId("k")
                .setAlgorithm(algorithm)
                .setPublicKey(ByteBuffer.wrap(key))
                .setValidFrom(NOW)
                .build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
