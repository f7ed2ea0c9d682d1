package org.harborlight.service.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Arrays;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.service.keys.TokenException.Reason;

/**
 * A private key in a token, over one login: ECDSA P-256, which is used in the token, never asked for, and refused where it
 * could be taken out. The digest is computed here. Useless once the login has ended. Thread-safe.
 */
final class TokenKey {
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    /** How the JDK's provider describes a key with CKA_EXTRACTABLE = false; it tells in no other way. */
    private static final String STAYS = ", unextractable)";

    private final Provider provider;
    private final PrivateKey handle;
    private final byte[] publicKey;

    private TokenKey(Provider provider, PrivateKey handle, byte[] publicKey) {
        this.provider = provider;
        this.handle = handle;
        this.publicKey = publicKey;
    }

    /** Logs in, with one attempt, and finds the key. */
    static TokenKey open(TokenAccess access, String alias) throws TokenException {
        Provider provider = provider(access);
        KeyStore store = login(provider, access);
        try {
            Certificate certificate = store.getCertificate(alias);
            if (certificate == null || !(store.getKey(alias, null) instanceof PrivateKey key)) {
                throw new TokenException(Reason.NO_KEY);
            }
            byte[] publicKey = certificate.getPublicKey().getEncoded();
            if (!isP256(publicKey)) {
                throw new TokenException(Reason.NOT_P256);
            }
            if (!key.toString().endsWith(STAYS)) {
                throw new TokenException(Reason.EXTRACTABLE);
            }
            return new TokenKey(provider, key, publicKey);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new TokenException(Reason.NOT_SIGNING, e);
        }
    }

    /** DER SubjectPublicKeyInfo. */
    byte[] publicKey() {
        return publicKey.clone();
    }

    /** r and s, 32 bytes each. */
    byte[] sign(byte[] input) throws TokenException {
        try {
            Signature signature = Signature.getInstance(ALGORITHM, provider);
            signature.initSign(handle);
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException | ProviderException e) {
            throw new TokenException(Reason.NOT_SIGNING, e);
        }
    }

    private static Provider provider(TokenAccess access) throws TokenException {
        try {
            Provider pkcs11 = Security.getProvider("SunPKCS11");
            if (pkcs11 == null) {
                throw new TokenException(Reason.NO_TOKEN);
            }
            return pkcs11.configure(access.configuration());
        } catch (InvalidParameterException | ProviderException e) {
            throw new TokenException(Reason.NO_TOKEN, e);
        }
    }

    private static KeyStore login(Provider provider, TokenAccess access) throws TokenException {
        char[] pin = pin(access);
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            return store;
        } catch (IOException | GeneralSecurityException | ProviderException e) {
            throw new TokenException(refusesPin(e) ? Reason.PIN_REFUSED : Reason.NO_TOKEN, e);
        } finally {
            Arrays.fill(pin, ' ');
        }
    }

    private static char[] pin(TokenAccess access) throws TokenException {
        try {
            String pin = Files.readString(access.pin(), StandardCharsets.UTF_8).strip();
            if (!pin.isEmpty()) {
                return pin.toCharArray();
            }
        } catch (IOException e) {
            throw new TokenException(Reason.PIN_UNREADABLE, e);
        }
        throw new TokenException(Reason.PIN_UNREADABLE);
    }

    /** Whatever the token has against the PIN: incorrect, locked, expired, never set. */
    private static boolean refusesPin(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.startsWith("CKR_PIN_") || message.startsWith("CKR_USER_PIN_")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isP256(byte[] publicKey) {
        try {
            return VerificationKey.algorithmOf(publicKey) == KeyAlgorithm.ECDSA_P256;
        } catch (IllegalArgumentException another) {
            return false;
        }
    }
}
