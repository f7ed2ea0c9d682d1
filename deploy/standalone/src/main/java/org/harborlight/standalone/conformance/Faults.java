package org.harborlight.standalone.conformance;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.harborlight.standalone.wire.TooLargeException;

/** The code for a request without an answer. Messages of exceptions go nowhere. */
final class Faults {
    private Faults() {}

    static String code(IOException fault) {
        return certificate(fault).orElseGet(() -> switch (fault) {
            case TooLargeException _ -> "answer-too-large";
            case SocketTimeoutException _ -> "timeout";
            case UnknownHostException _ -> "name-not-resolved";
            case ConnectException _, NoRouteToHostException _ -> "unreachable";
            case SSLException _ -> "tls";
            default -> "connection-closed";
        });
    }

    /** What is wrong with the server's certificate, where it is that. */
    static Optional<String> certificate(Throwable fault) {
        Optional<String> found = Optional.empty();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException _ -> {
                    return Optional.of("certificate-expired");
                }
                case CertificateNotYetValidException _ -> {
                    return Optional.of("certificate-not-yet-valid");
                }
                case CertPathBuilderException _, CertPathValidatorException _ ->
                    found = Optional.of("certificate-not-trusted");
                case CertificateException _ -> found = Optional.of(found.orElse("certificate-of-another-name"));
                default -> {}
            }
        }
        return found;
    }
}
