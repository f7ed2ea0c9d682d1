package org.harborlight.standalone.pki;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.ExchangeKey;
import org.harborlight.schemas.KeyPurpose;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;

/**
 * The private keys of a standalone exchange, each for one purpose, in one folder. Made on the first start and read on
 * every later one. In a cluster no machine holds them all.
 *
 * @param operators sign directory entries and commands: two of a new exchange, one of an exchange that began with one,
 *     others once they have been replaced
 * @param referenceKey HMAC key of references
 * @param caseKey HMAC key of case keys and of ids
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record ExchangeSecrets(
        LocalOperators operators,
        SigningKey receipt,
        SigningKey delivery,
        SigningKey connector,
        SealingKey sealing,
        byte[] referenceKey,
        byte[] caseKey) {

    /** Beside the secrets: the public keys of the operators with whom the directory began, as services read them. */
    public static final String PUBLIC_FOLDER = "operator-public";

    public static ExchangeSecrets open(Path folder, SecureRandom random) {
        SecretFiles.createFolder(folder);
        return new ExchangeSecrets(
                LocalOperators.open(folder, folder.resolveSibling(PUBLIC_FOLDER), random),
                signing(folder, "receipt-1", random),
                signing(folder, "delivery-1", random),
                signing(folder, "connector-1", random),
                KeyFiles.sealingKey(folder.resolve("sealing-1.pem"), "sealing-1", random),
                KeyFiles.secret(folder.resolve("reference.key"), random),
                KeyFiles.secret(folder.resolve("case.key"), random));
    }

    private static SigningKey signing(Path folder, String keyId, SecureRandom random) {
        return KeyFiles.signingKey(folder.resolve(keyId + ".pem"), keyId, random);
    }

    /** The public halves, with what each is for, as the directory lists them. */
    public List<ExchangeKey> publicKeys(Instant validFrom) {
        return List.of(
                new ExchangeKey(KeyPurpose.RECEIPT, receipt.publicEntry(validFrom)),
                new ExchangeKey(KeyPurpose.DELIVERY, delivery.publicEntry(validFrom)),
                new ExchangeKey(KeyPurpose.CONNECTOR, connector.publicEntry(validFrom)),
                new ExchangeKey(KeyPurpose.SEALING, sealing.publicEntry(validFrom)));
    }

    /** The pinned keys that the first directory entries are verified with; every one of them must have signed. */
    public List<PublicKeyEntry> operatorPublicKeys() {
        return operators.begunWith();
    }
}
