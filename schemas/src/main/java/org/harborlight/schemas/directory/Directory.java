package org.harborlight.schemas.directory;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.KeyLookup;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.schemas.tls.PeerIdentity;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of the directory as of one entry. Keys are decoded once, here. Thread-safe. */
public final class Directory {
    private static final Directory EMPTY = new Directory(
            "",
            -1,
            Map.of(),
            Map.of(),
            RuleTable.newBuilder().setVersion("none").setRules(List.of()).build(),
            null,
            OperatorHistory.none());

    private final String head;
    private final long sequence;
    private final Map<String, Participant> participants;
    private final Map<String, Jurisdiction> jurisdictions;
    private final RuleTable rules;
    private final @Nullable ExchangeKeys exchange;
    private final OperatorHistory operators;
    private final Map<PeerIdentity, Participant> identities = new HashMap<>();
    private final Map<String, KeyRing> signingKeys = new HashMap<>();
    private final Map<KeyPurpose, KeyRing> exchangeRings = new HashMap<>();

    private Directory(
            String head,
            long sequence,
            Map<String, Participant> participants,
            Map<String, Jurisdiction> jurisdictions,
            RuleTable rules,
            @Nullable ExchangeKeys exchange,
            OperatorHistory operators) {
        this.head = head;
        this.sequence = sequence;
        this.participants = Map.copyOf(participants);
        this.jurisdictions = Map.copyOf(jurisdictions);
        this.rules = rules;
        this.exchange = exchange;
        this.operators = operators;
        this.participants.values().forEach(participant -> {
            participant.getTlsIdentities().forEach(identity -> identities.put(identity(identity), participant));
            signingKeys.put(participant.getParticipantId(), KeyRing.of(participant.getSigningKeys()));
            KeyRing.of(participant.getSealingKeys());
        });
        for (KeyPurpose purpose : KeyPurpose.values()) {
            exchangeRings.put(purpose, KeyRing.of(exchangeKeys(purpose)));
        }
    }

    public static Directory empty() {
        return EMPTY;
    }

    /** Before the first entry. */
    static Directory begun(OperatorSet pinned) {
        return new Directory(
                EMPTY.head,
                EMPTY.sequence,
                EMPTY.participants,
                EMPTY.jurisdictions,
                EMPTY.rules,
                null,
                OperatorHistory.of(pinned));
    }

    /** The snapshot after one more entry; throws IllegalArgumentException where a key in it is not sound. */
    Directory with(String newHead, ChainedEntry entry) {
        Map<String, Participant> nextParticipants = new HashMap<>(participants);
        Map<String, Jurisdiction> nextJurisdictions = new HashMap<>(jurisdictions);
        RuleTable nextRules = rules;
        ExchangeKeys nextExchange = exchange;
        OperatorHistory nextOperators = operators;
        switch (entry.body()) {
            case Participant participant -> nextParticipants.put(participant.getParticipantId(), participant);
            case Jurisdiction jurisdiction -> nextJurisdictions.put(jurisdiction.getCountry(), jurisdiction);
            case RuleTable table -> nextRules = table;
            case ExchangeKeys keys -> nextExchange = keys;
            case Operators named ->
                nextOperators = operators.with(entry.sequence(), entry.commandsFrom(), OperatorSet.of(named));
            default -> throw new IllegalArgumentException("not a directory entry");
        }
        return new Directory(
                newHead, entry.sequence(), nextParticipants, nextJurisdictions, nextRules, nextExchange, nextOperators);
    }

    /** Lower-case hexadecimal SHA-256 of the last entry's payload; empty before the first. */
    public String head() {
        return head;
    }

    /** Sequence number of the last entry, -1 before the first. */
    public long sequence() {
        return sequence;
    }

    public Collection<Participant> participants() {
        return participants.values();
    }

    public Optional<Participant> participant(String participantId) {
        return Optional.ofNullable(participants.get(participantId));
    }

    public Optional<Participant> byTls(PeerIdentity identity) {
        return Optional.ofNullable(identities.get(identity));
    }

    public Optional<Jurisdiction> jurisdiction(String country) {
        return Optional.ofNullable(jurisdictions.get(country));
    }

    public RuleTable rules() {
        return rules;
    }

    /** Who the operators are, and were; nobody while the directory is not known. */
    public OperatorHistory operators() {
        return operators;
    }

    /** Signing keys of one participant; empty for a stranger. */
    public KeyLookup signingKeys(String participantId) {
        return signingKeys.getOrDefault(participantId, KeyRing.of(List.of()));
    }

    /** Signing keys of the exchange for one purpose. */
    public KeyLookup exchangeKeys(KeyPurpose purpose, Instant at) {
        return keyId -> exchangeKey(purpose, keyId).filter(key -> key.usableAt(at));
    }

    public Optional<VerificationKey> exchangeKey(KeyPurpose purpose, String keyId) {
        KeyRing ring = exchangeRings.get(purpose);
        return ring == null ? Optional.empty() : ring.find(keyId);
    }

    /** The newest key of the exchange for this purpose that may be used now. */
    public Optional<PublicKeyEntry> currentExchangeKey(KeyPurpose purpose, Instant at) {
        return current(exchangeKeys(purpose), at);
    }

    /** The newest sealing key of a participant that may be used now. */
    public static Optional<PublicKeyEntry> currentSealingKey(Participant participant, Instant at) {
        return current(participant.getSealingKeys(), at);
    }

    /** The exchange's keys and services as its last such entry has them; empty before the first. */
    public Optional<ExchangeKeys> exchange() {
        return Optional.ofNullable(exchange);
    }

    /** All keys of the exchange for one purpose, as listed. */
    public List<PublicKeyEntry> exchangeKeys(KeyPurpose purpose) {
        return exchange == null
                ? List.of()
                : exchange.getKeys().stream()
                        .filter(key -> key.getPurpose() == purpose)
                        .map(ExchangeKey::getKey)
                        .toList();
    }

    /** Whether the peer is a service of this exchange. */
    public boolean isService(PeerIdentity peer) {
        return exchange != null
                && exchange.getServiceIdentities().stream()
                        .map(Directory::identity)
                        .anyMatch(peer::equals);
    }

    private static Optional<PublicKeyEntry> current(List<PublicKeyEntry> keys, Instant at) {
        return keys.stream().filter(key -> usable(key, at)).max(Comparator.comparing(PublicKeyEntry::getValidFrom));
    }

    /** Whether a key is within its time and not revoked at that moment. */
    public static boolean usable(PublicKeyEntry key, Instant at) {
        return !at.isBefore(key.getValidFrom())
                && (key.getValidTo() == null || at.isBefore(key.getValidTo()))
                && (key.getRevokedAt() == null || at.isBefore(key.getRevokedAt()));
    }

    private static PeerIdentity identity(TlsIdentity identity) {
        ByteBuffer issuer = identity.getIssuerSha256();
        return new PeerIdentity(HexFormat.of().formatHex(Bytes.copy(issuer)), identity.getSanUri());
    }

    /**
     * Decoded signing keys by id. A key whose bytes do not fit its algorithm fails the whole entry. Sealing keys, and keys
     * of an algorithm that this version does not know, are left out: nothing verifies with them.
     */
    private record KeyRing(Map<String, VerificationKey> keys) implements KeyLookup {
        static KeyRing of(List<PublicKeyEntry> entries) {
            Map<String, VerificationKey> keys = new HashMap<>();
            for (PublicKeyEntry entry : entries) {
                if (VerificationKey.signsWith(entry.getAlgorithm())) {
                    VerificationKey key = VerificationKey.of(entry);
                    keys.put(key.keyId(), key);
                } else if (entry.getAlgorithm() == KeyAlgorithm.X25519) {
                    SealingKey.requireSound(entry);
                }
            }
            return new KeyRing(Map.copyOf(keys));
        }

        @Override
        public Optional<VerificationKey> find(String keyId) {
            return Optional.ofNullable(keys.get(keyId));
        }
    }
}
