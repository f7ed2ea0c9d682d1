package org.harborlight.gateway.publish;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.envelope.SigningKey;

/**
 * Whether the key that signs acceptance receipts is in the directory and in force, and can sign. Without it nobody could verify a
 * receipt, and the processor would dead-letter what was accepted; so nothing is accepted. Safe for all threads.
 */
public final class ReceiptKeyListing {
    private final SigningKey key;
    private final PublicKeyEntry own;
    private final Supplier<Directory> directory;
    private final InstantSource clock;

    /** @param directory the newest snapshot; must not block */
    public ReceiptKeyListing(SigningKey own, Supplier<Directory> directory, InstantSource clock) {
        this.key = own;
        this.own = own.publicEntry(Instant.EPOCH);
        this.directory = directory;
        this.clock = clock;
    }

    /** Whether it is listed now, and what holds its private half can be used. */
    public boolean signs() {
        return key.usable() && listed();
    }

    /** Whether it is listed now; another key under its id does not count. */
    public boolean listed() {
        Instant now = clock.instant();
        return directory
                .get()
                .exchangeKey(KeyPurpose.RECEIPT, own.getKeyId())
                .filter(key -> key.entry().getPublicKey().equals(own.getPublicKey()))
                .filter(key -> key.usableAt(now))
                .isPresent();
    }
}
