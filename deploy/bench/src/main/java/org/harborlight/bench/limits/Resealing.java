package org.harborlight.bench.limits;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SealedKeys;
import org.harborlight.schemas.SectionKey;
import org.harborlight.schemas.SectionKeySet;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.sealing.KeyBinding;
import org.harborlight.schemas.sealing.KeyOpener;
import org.harborlight.schemas.sealing.KeySealer;
import org.harborlight.schemas.sealing.SealingKey;

/** What a connector does with the keys of a notice's three sections for each partner: opens them, and seals them to it. */
public final class Resealing {
    private final SecureRandom random = new SecureRandom();
    private final SealingKey exchange = SealingKey.generate("exchange-1", random);
    private final PublicKeyEntry exchangePublic = exchange.publicEntry(Instant.EPOCH);
    private final PublicKeyEntry partnerPublic =
            SealingKey.generate("partner-1", random).publicEntry(Instant.EPOCH);
    private final KeyBinding binding =
            KeyBinding.ofPayload("bench-platform", "5f0c7b0e-5c5a-4e0e-9d5a-1f6f0a3b2c1d", new byte[1_024]);
    private final KeySealer sealer = new KeySealer(random);
    private final KeyOpener opener = new KeyOpener(exchange);
    private final SectionKeySet keys = new SectionKeySet(
            List.of(key(SectionKind.REPORTED_PERSON), key(SectionKind.LOCATORS), key(SectionKind.NARRATIVE)));
    private final SealedKeys sealed = first();

    private static SectionKey key(SectionKind kind) {
        return new SectionKey(kind, ByteBuffer.wrap(new byte[32]));
    }

    /** As a submitter does, to the exchange. */
    public SealedKeys first() {
        return sealer.seal(keys, exchangePublic, binding);
    }

    /** As a connector does, to a partner. */
    public SealedKeys again() {
        return sealer.seal(opener.open(sealed, binding), partnerPublic, binding);
    }
}
