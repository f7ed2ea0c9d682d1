package org.harborlight.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.harborlight.gateway.TestKeys;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ReceiptKeyListingTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final TestKeys keys = new TestKeys();
    private final DirectoryLoader directory = new DirectoryLoader(List.of(keys.operatorEntry()), 1);
    private final ReceiptKeyListing listing =
            new ReceiptKeyListing(keys.receipt, directory::current, InstantSource.fixed(NOW));

    @BeforeAll
    static void trust() {
        AvroTrust.install();
    }

    @Test
    void shouldNotBeListedWhenTheDirectoryIsEmpty() {
        assertThat(listing.listed()).isFalse();
    }

    @Test
    void shouldBeListedFromTheEntryOnThatBringsTheKey() {
        enter(KeyPurpose.DELIVERY, keys.receiptEntry());
        assertThat(listing.listed()).isFalse();

        enter(KeyPurpose.RECEIPT, keys.receiptEntry());
        assertThat(listing.listed()).isTrue();
    }

    @Test
    void shouldNotBeListedWhenAnotherKeyStandsUnderItsId() {
        SigningKey other = SigningKey.generate(keys.receipt.keyId(), new SecureRandom());

        enter(KeyPurpose.RECEIPT, other.publicEntry(NOW.minusSeconds(60)));

        assertThat(listing.listed()).isFalse();
    }

    @Test
    void shouldNotBeListedWhenRevokedOrNotYetInForce() {
        PublicKeyEntry revoked = keys.receiptEntry();
        revoked.setRevokedAt(NOW);
        enter(KeyPurpose.RECEIPT, revoked);
        assertThat(listing.listed()).isFalse();

        enter(KeyPurpose.RECEIPT, keys.receipt.publicEntry(NOW.plusSeconds(1)));
        assertThat(listing.listed()).isFalse();
    }

    private void enter(KeyPurpose purpose, PublicKeyEntry key) {
        LoadResult result = directory.apply(DirectorySigner.sign(
                directory.current(),
                new ExchangeKeys(List.of(new ExchangeKey(purpose, key)), List.of()),
                NOW,
                List.of(keys.operator)));
        assertThat(result).isNotInstanceOf(LoadResult.Rejected.class);
    }
}
