package org.harborlight.schemas.corpus;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;

/** Who signed the corpus. The keys are made of public text: they are no secrets and good for nothing else. */
public final class CorpusKeys {
    /** The moment that the corpus is judged at. */
    public static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    public static final String SUBMITTER = "corpus-platform";
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    final SigningKey ed25519 = key(KeyAlgorithm.ED25519, "corpus-ed25519");
    final SigningKey ecdsa = key(KeyAlgorithm.ECDSA_P256, "corpus-ecdsa-p256");
    final SigningKey mlDsa = key(KeyAlgorithm.ML_DSA_65, "corpus-ml-dsa-65");
    final SigningKey expired = key(KeyAlgorithm.ED25519, "corpus-expired");
    final SigningKey revoked = key(KeyAlgorithm.ED25519, "corpus-revoked");
    final SigningKey early = key(KeyAlgorithm.ED25519, "corpus-not-yet-valid");
    final SigningKey stranger = key(KeyAlgorithm.ED25519, "corpus-stranger");
    private final SealingKey sealing = SealingKey.generate("corpus-sealing", new RepeatableRandom("corpus-sealing"));

    /** What the directory lists for the submitter: all but the stranger. */
    public List<PublicKeyEntry> signingEntries() {
        PublicKeyEntry ended = expired.publicEntry(LONG_AGO);
        ended.setValidTo(NOW.minus(Duration.ofDays(1)));
        PublicKeyEntry withdrawn = revoked.publicEntry(LONG_AGO);
        withdrawn.setRevokedAt(NOW.minus(Duration.ofDays(1)));
        return List.of(
                ed25519.publicEntry(LONG_AGO),
                ecdsa.publicEntry(LONG_AGO),
                mlDsa.publicEntry(LONG_AGO),
                ended,
                withdrawn,
                early.publicEntry(NOW.plus(Duration.ofDays(1))));
    }

    /** What the directory lists as the exchange's SEALING key. */
    public PublicKeyEntry sealingEntry() {
        return sealing.publicEntry(LONG_AGO);
    }

    /** All that a reader of the corpus must know, for those without this code. */
    byte[] json() {
        JsonMapper json = JsonMapper.builder().build();
        ObjectNode keys = json.createObjectNode();
        keys.put("judgedAt", NOW.toString()).put("submitterId", SUBMITTER);
        var signing = keys.putArray("signingKeys");
        signingEntries().forEach(entry -> signing.add(AvroJson.toJson(entry)));
        keys.set("exchangeSealingKey", AvroJson.toJson(sealingEntry()));
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        lines.indentArraysWith(new DefaultIndenter("  ", "\n"));
        try {
            return (json.writer(lines).writeValueAsString(keys) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException cannotWrite) {
            throw new UncheckedIOException(cannotWrite);
        }
    }

    private static SigningKey key(KeyAlgorithm algorithm, String keyId) {
        return SigningKey.generate(algorithm, keyId, new RepeatableRandom(keyId));
    }
}
