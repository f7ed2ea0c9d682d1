package org.harborlight.schemas.envelope;

/**
 * What signs with one private half that never leaves it, such as a hardware token. It can be lost and come back.
 * Thread-safe.
 */
public interface SigningDevice {
    /**
     * A bare signature as the contract has it, over these bytes.
     *
     * @throws SigningUnavailableException where the device does not sign now
     */
    byte[] sign(byte[] input);

    /** Whether it signed when it was last asked. Does not block. */
    boolean usable();

    /** Asks it to sign something, and takes it up again where it was lost. Blocks on the device. */
    void check();
}
