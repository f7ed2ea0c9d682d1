package org.harborlight.standalone.directory;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.directory.Directory;

/**
 * Keys of the exchange that the directory lists and the files do not, though they have not ended: from then on nobody would
 * believe them, nor anything that they have signed. Stateless.
 */
public final class DroppedKeys {
    private DroppedKeys() {}

    /** Their ids; a key that has ended, or was revoked, may go. */
    public static List<String> of(Directory now, List<? extends SpecificRecord> bodies, Instant at) {
        return bodies.stream()
                .filter(ExchangeKeys.class::isInstance)
                .map(ExchangeKeys.class::cast)
                .flatMap(wanted -> dropped(now, wanted, at).stream())
                .toList();
    }

    private static List<String> dropped(Directory now, ExchangeKeys wanted, Instant at) {
        Set<String> kept = wanted.getKeys().stream()
                .map(ExchangeKey::getKey)
                .map(PublicKeyEntry::getKeyId)
                .collect(Collectors.toSet());
        return now.exchange().map(ExchangeKeys::getKeys).orElse(List.of()).stream()
                .map(ExchangeKey::getKey)
                .filter(key -> !ended(key, at))
                .map(PublicKeyEntry::getKeyId)
                .filter(id -> !kept.contains(id))
                .toList();
    }

    private static boolean ended(PublicKeyEntry key, Instant at) {
        return (key.getValidTo() != null && !at.isBefore(key.getValidTo()))
                || (key.getRevokedAt() != null && !at.isBefore(key.getRevokedAt()));
    }
}
