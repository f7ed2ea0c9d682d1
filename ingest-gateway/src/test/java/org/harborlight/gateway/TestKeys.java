package org.harborlight.gateway;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.corpus.CorpusKeys;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.jspecify.annotations.Nullable;

/** Keys made for one test run: of the operator, of the exchange, and of submitters, each of whom signs with the same set. */
public final class TestKeys {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final SecureRandom random = new SecureRandom();
    public final SigningKey operator = SigningKey.generate("operator-1", random);
    public final SigningKey receipt = SigningKey.generate("receipt-1", random);
    public final SigningKey delivery = SigningKey.generate("delivery-1", random);
    public final SigningKey connector = SigningKey.generate("connector-1", random);
    public final SealingKey sealing = SealingKey.generate("sealing-1", random);
    public final SigningKey current = SigningKey.generate("current", random);
    public final SigningKey ecdsa = SigningKey.generate(KeyAlgorithm.ECDSA_P256, "current-ecdsa", random);
    public final SigningKey mlDsa = SigningKey.generate(KeyAlgorithm.ML_DSA_65, "current-ml-dsa", random);
    public final SigningKey expired = SigningKey.generate("expired", random);
    public final SigningKey revoked = SigningKey.generate("revoked", random);
    public final SigningKey stranger = SigningKey.generate("stranger", random);

    public PublicKeyEntry sealingEntry() {
        return sealing.publicEntry(LONG_AGO);
    }

    public PublicKeyEntry operatorEntry() {
        return operator.publicEntry(LONG_AGO);
    }

    public PublicKeyEntry receiptEntry() {
        return receipt.publicEntry(LONG_AGO);
    }

    public Participant submitter(
            String id, ParticipantStatus status, List<TlsIdentity> identities, @Nullable ParticipantLimits limits) {
        PublicKeyEntry expiredEntry = expired.publicEntry(LONG_AGO);
        expiredEntry.setValidTo(LONG_AGO.plus(Duration.ofDays(1)));
        PublicKeyEntry revokedEntry = revoked.publicEntry(LONG_AGO);
        revokedEntry.setRevokedAt(LONG_AGO.plus(Duration.ofDays(1)));
        return Participant.newBuilder()
                .setParticipantId(id)
                .setName(id)
                .setKind(StakeholderKind.PLATFORM)
                .setStatus(status)
                .setSubmits(true)
                .setReceives(false)
                .setCoverage(List.of())
                .setHarms(List.of())
                .setSigningKeys(List.of(
                        current.publicEntry(LONG_AGO),
                        ecdsa.publicEntry(LONG_AGO),
                        mlDsa.publicEntry(LONG_AGO),
                        expiredEntry,
                        revokedEntry))
                .setSealingKeys(List.of())
                .setTlsIdentities(identities)
                .setReleaseProfile(new ReleaseProfile(List.of(), false))
                .setLimits(limits)
                .build();
    }

    public ExchangeKeys exchange() {
        return new ExchangeKeys(
                List.of(
                        new ExchangeKey(KeyPurpose.RECEIPT, receiptEntry()),
                        new ExchangeKey(KeyPurpose.DELIVERY, delivery.publicEntry(LONG_AGO)),
                        new ExchangeKey(KeyPurpose.CONNECTOR, connector.publicEntry(LONG_AGO)),
                        new ExchangeKey(KeyPurpose.SEALING, sealingEntry())),
                List.of());
    }

    /** As for sections that the corpus has sealed. */
    public ExchangeKeys exchangeOfTheCorpus() {
        List<ExchangeKey> all = new ArrayList<>(exchange().getKeys());
        all.add(new ExchangeKey(KeyPurpose.SEALING, new CorpusKeys().sealingEntry()));
        return new ExchangeKeys(all, List.of());
    }

    public Participant corpusSubmitter(List<TlsIdentity> identities) {
        return Participant.newBuilder(submitter(CorpusKeys.SUBMITTER, ParticipantStatus.ACTIVE, identities, null))
                .setSigningKeys(new CorpusKeys().signingEntries())
                .build();
    }

    /** As before a new RECEIPT key is entered. */
    public ExchangeKeys exchangeWithoutReceiptKey() {
        return new ExchangeKeys(
                exchange().getKeys().stream()
                        .filter(key -> key.getPurpose() != KeyPurpose.RECEIPT)
                        .toList(),
                List.of());
    }
}
