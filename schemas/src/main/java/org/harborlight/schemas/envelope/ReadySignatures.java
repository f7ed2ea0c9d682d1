package org.harborlight.schemas.envelope;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Signatures that are initialised with one key and idle: a {@link Signature} is as initialised after it has signed or
 * verified, and making a native one costs several native objects, which a finalizer frees. Thread-safe: who takes one has
 * it alone.
 */
final class ReadySignatures {
    /** Rarely do more threads use one key at once. */
    private static final int MOST = 8;
    /** What has seen more keeps as much memory. */
    private static final int MOST_BYTES = 64 * 1024;

    private final Maker maker;
    private final BlockingQueue<Signature> idle = new ArrayBlockingQueue<>(MOST);

    /** Makes one that is initialised with the key. */
    interface Maker {
        Signature make() throws GeneralSecurityException;
    }

    /** What is done with a signature that has been fed. */
    interface Use<T> {
        T with(Signature signature) throws GeneralSecurityException;
    }

    ReadySignatures(Maker maker) {
        this.maker = maker;
    }

    /** Feeds the input to one and uses it. One that fails is not used again. */
    <T> T use(byte[] input, Use<T> use) throws GeneralSecurityException {
        Signature known = idle.poll();
        Signature signature = known == null ? maker.make() : known;
        signature.update(input);
        T result = use.with(signature);
        if (input.length <= MOST_BYTES) {
            var _ = idle.offer(signature);
        }
        return result;
    }
}
