package org.harborlight.schemas.envelope;

import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.harborlight.schemas.KeyAlgorithm;

/** A private half that stays in a device; only its public half is known here. */
record DeviceKey(KeyAlgorithm algorithm, AsymmetricKeyParameter publicKey, SigningDevice device)
        implements PrivateHalf {
    @Override
    public byte[] sign(byte[] input) {
        return device.sign(input);
    }

    @Override
    public AsymmetricKeyParameter privateKey() {
        throw new IllegalStateException("the private half does not leave its device");
    }
}
