package org.harborlight.schemas.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.harborlight.schemas.OperatorKey;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.Signature;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.EnvelopeVerifier;
import org.harborlight.schemas.envelope.KeyLookup;
import org.harborlight.schemas.envelope.SignatureCheck;
import org.harborlight.schemas.envelope.VerificationKey;

/**
 * The operators at one time: their keys, and how many of them must sign. No two ids stand for one key, so that nobody
 * counts twice. Immutable, thread-safe.
 */
public final class OperatorSet implements KeyLookup {
    public static final int MAX_KEYS = 16;
    /** As many signatures as a command may have. */
    public static final int MAX_THRESHOLD = 4;

    private static final OperatorSet NOBODY = new OperatorSet(1, new TreeMap<>());

    private final int threshold;
    private final SortedMap<String, VerificationKey> keys;

    private OperatorSet(int threshold, SortedMap<String, VerificationKey> keys) {
        this.threshold = threshold;
        this.keys = keys;
    }

    /** Whose signature nobody needs to look for: there is no key. */
    static OperatorSet nobody() {
        return NOBODY;
    }

    /** Those that a service is configured with; throws IllegalArgumentException where they cannot be meant. */
    public static OperatorSet pinned(List<PublicKeyEntry> pinned, int threshold) {
        TreeMap<String, VerificationKey> keys = new TreeMap<>();
        pinned.stream().map(VerificationKey::of).forEach(key -> keys.put(key.keyId(), key));
        if (threshold < 1 || threshold > keys.size()) {
            throw new IllegalArgumentException("threshold must be 1 to the number of operator keys");
        }
        if (distinct(pinned) < keys.size()) {
            throw new IllegalArgumentException("one operator key under two ids");
        }
        return new OperatorSet(threshold, keys);
    }

    /** Those that an entry names; throws IllegalArgumentException with what is wrong with them. */
    public static OperatorSet of(Operators named) {
        List<String> problems = problems(named);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        TreeMap<String, VerificationKey> keys = new TreeMap<>();
        named.getKeys().forEach(key -> keys.put(key.getKeyId(), VerificationKey.of(entry(key))));
        return new OperatorSet(named.getThreshold(), keys);
    }

    /** What every reader would refuse, each with its field. */
    public static List<String> problems(Operators named) {
        List<String> problems = new ArrayList<>();
        List<OperatorKey> keys = named.getKeys();
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            problems.add("keys: from 1 to " + MAX_KEYS);
        }
        if (named.getThreshold() < 1 || named.getThreshold() > Math.min(keys.size(), MAX_THRESHOLD)) {
            problems.add("threshold: from 1 to the number of keys, at most " + MAX_THRESHOLD);
        }
        Set<String> ids = new HashSet<>();
        for (OperatorKey key : keys) {
            if (key.getKeyId().isBlank() || !ids.add(key.getKeyId())) {
                problems.add("keys: a key without an id of its own");
            }
            problem(key).ifPresent(problems::add);
        }
        if (distinct(keys.stream().map(OperatorSet::entry).toList()) < keys.size()) {
            problems.add("keys: one key twice, which would let one operator count as two");
        }
        return problems;
    }

    private static Optional<String> problem(OperatorKey key) {
        try {
            VerificationKey.of(entry(key));
            return Optional.empty();
        } catch (IllegalArgumentException unsound) {
            return Optional.of("keys: " + key.getKeyId() + " is not a sound signing key");
        }
    }

    private static long distinct(List<PublicKeyEntry> keys) {
        return keys.stream().map(PublicKeyEntry::getPublicKey).distinct().count();
    }

    private static PublicKeyEntry entry(OperatorKey key) {
        return PublicKeyEntry.newBuilder()
                .setKeyId(key.getKeyId())
                .setAlgorithm(key.getAlgorithm())
                .setPublicKey(key.getPublicKey())
                .setValidFrom(Instant.EPOCH)
                .build();
    }

    /** As a directory entry names them, by id. */
    public Operators named() {
        return new Operators(
                threshold,
                keys.values().stream()
                        .map(VerificationKey::entry)
                        .map(key -> new OperatorKey(key.getKeyId(), key.getAlgorithm(), key.getPublicKey()))
                        .toList());
    }

    public int threshold() {
        return threshold;
    }

    public Set<String> keyIds() {
        return keys.keySet();
    }

    @Override
    public Optional<VerificationKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /** Whether this very key is one of theirs, under this id. */
    public boolean has(PublicKeyEntry key) {
        return find(key.getKeyId())
                .filter(ours -> ours.entry().getPublicKey().equals(key.getPublicKey()))
                .isPresent();
    }

    /** Whose signature over the envelope is good; what others signed is passed over, and all but the first of each. */
    public SortedSet<String> signers(SignedEnvelope envelope, Instant at) {
        EnvelopeVerifier verifier = new EnvelopeVerifier(this);
        byte[] payload = Bytes.copy(envelope.getPayload());
        Set<String> seen = new HashSet<>();
        SortedSet<String> signers = new TreeSet<>();
        for (Signature signature : envelope.getSignatures()) {
            if (keys.containsKey(signature.getKeyId())
                    && seen.add(signature.getKeyId())
                    && verifier.verify(envelope.getPayloadType(), payload, List.of(signature), at)
                            instanceof SignatureCheck.Valid) {
                signers.add(signature.getKeyId());
            }
        }
        return signers;
    }

    /** Whether as many of them signed it as must. */
    boolean signed(SignedEnvelope envelope, Instant at) {
        return signers(envelope, at).size() >= threshold;
    }
}
