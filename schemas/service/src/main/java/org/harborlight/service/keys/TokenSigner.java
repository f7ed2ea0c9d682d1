package org.harborlight.service.keys;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.harborlight.schemas.envelope.SigningDevice;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.envelope.SigningUnavailableException;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.service.keys.TokenException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs with a key in a token. Where a signature fails, the login is made anew once and the signature tried again; where
 * that fails too, the token counts as lost, and only {@link #check} takes it up again. A PIN that was refused is never
 * sent a second time. Thread-safe; the token is asked by as many threads as call.
 */
final class TokenSigner implements SigningDevice {
    private static final Logger LOG = LoggerFactory.getLogger(TokenSigner.class);
    /** No DSSE input begins like this. */
    private static final byte[] PROBE = "harborlight key check".getBytes(StandardCharsets.US_ASCII);

    private static final long HANGING_NANOS = Duration.ofSeconds(10).toNanos();

    private final String keyId;
    private final TokenAccess access;
    private final String alias;
    private final byte[] publicKey;
    private final AtomicLong checking = new AtomicLong();
    private volatile @Nullable TokenKey current;
    private volatile boolean pinRefused;

    private TokenSigner(String keyId, TokenAccess access, String alias, TokenKey opened) {
        this.keyId = keyId;
        this.access = access;
        this.alias = alias;
        this.publicKey = opened.publicKey();
        this.current = opened;
    }

    /** Opens the token; the certificate that stands beside the key says what its public half is, and must be right. */
    static SigningKey open(String keyId, TokenAccess access, String alias) throws TokenException {
        TokenKey opened = TokenKey.open(access, alias);
        SigningKey key = SigningKey.inDevice(keyId, opened.publicKey(), new TokenSigner(keyId, access, alias, opened));
        boolean belongs = VerificationKey.of(key.publicEntry(Instant.EPOCH)).verifies(PROBE, opened.sign(PROBE));
        if (!belongs) {
            throw new TokenException(Reason.OTHER_CERTIFICATE);
        }
        return key;
    }

    @Override
    public byte[] sign(byte[] input) {
        TokenKey used = current;
        if (used == null) {
            throw new SigningUnavailableException(keyId, "token-lost", null);
        }
        try {
            return used.sign(input);
        } catch (TokenException failed) {
            return signAnew(used, input, failed);
        }
    }

    @Override
    public boolean usable() {
        long since = checking.get();
        return current != null && (since == 0 || System.nanoTime() - since < HANGING_NANOS);
    }

    @Override
    public void check() {
        checking.set(System.nanoTime() | 1);
        try {
            TokenKey used = current;
            if (used == null) {
                reopen(null);
            } else {
                sign(PROBE);
            }
        } catch (SigningUnavailableException | TokenException stillLost) {
            LOG.atDebug().addKeyValue("keyId", keyId).setCause(stillLost).log("token is lost");
        } finally {
            checking.set(0);
        }
    }

    private byte[] signAnew(TokenKey failed, byte[] input, TokenException failure) {
        try {
            return reopen(failed).sign(input);
        } catch (TokenException e) {
            e.addSuppressed(failure);
            lose(e);
            throw new SigningUnavailableException(keyId, "token-lost", e);
        }
    }

    /** The key over a new login; over the one that another thread has made meanwhile, where one has. */
    private synchronized TokenKey reopen(@Nullable TokenKey failed) throws TokenException {
        TokenKey now = current;
        if (now != null && now != failed) {
            return now;
        }
        if (pinRefused) {
            throw new TokenException(Reason.PIN_REFUSED);
        }
        TokenKey opened = openSame();
        opened.sign(PROBE);
        current = opened;
        LOG.atWarn().addKeyValue("keyId", keyId).log("logged in to the token anew");
        return opened;
    }

    private TokenKey openSame() throws TokenException {
        try {
            TokenKey opened = TokenKey.open(access, alias);
            if (Arrays.equals(opened.publicKey(), publicKey)) {
                return opened;
            }
        } catch (TokenException e) {
            pinRefused = e.reason() == Reason.PIN_REFUSED;
            throw e;
        }
        throw new TokenException(Reason.OTHER_CERTIFICATE);
    }

    private synchronized void lose(TokenException failure) {
        if (current != null) {
            current = null;
            LOG.atError()
                    .addKeyValue("keyId", keyId)
                    .addKeyValue("reason", failure.reason())
                    .setCause(failure)
                    .log("token is lost, nothing is signed until it is back");
        }
    }
}
