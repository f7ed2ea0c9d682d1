package org.harborlight.schemas.tls;

import java.math.BigInteger;
import java.time.Instant;

/**
 * An entry of a revocation list.
 *
 * @param reason of RFC 5280, section 5.3.1, by number
 */
public record RevokedCertificate(BigInteger serial, Instant at, int reason) {}
