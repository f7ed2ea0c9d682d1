package org.harborlight.schemas.tls;

import java.security.KeyPair;
import java.security.cert.X509Certificate;

/** A certificate and the key pair it is for. */
public record IssuedCertificate(X509Certificate certificate, KeyPair keyPair) {}
