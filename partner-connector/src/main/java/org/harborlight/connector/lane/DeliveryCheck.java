package org.harborlight.connector.lane;

import org.harborlight.connector.push.SignedDelivery;

/** Whether a record may be believed and is for this lane's partner. */
public sealed interface DeliveryCheck {
    record Genuine(SignedDelivery signed) implements DeliveryCheck {}

    /** The key is not known yet: this instance's directory may be a moment behind that of the signer. */
    record TooSoon() implements DeliveryCheck {}

    record Rejected(String reason) implements DeliveryCheck {}
}
