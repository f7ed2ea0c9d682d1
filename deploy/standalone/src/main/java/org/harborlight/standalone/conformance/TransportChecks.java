package org.harborlight.standalone.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.harborlight.connector.tls.AddressGuard;
import org.harborlight.standalone.conformance.Finding.Verdict;
import org.harborlight.standalone.wire.OldTls;

/** What lies below HTTP: addresses, protocol, certificate. */
final class TransportChecks {
    private static final Duration ENOUGH = Duration.ofDays(14);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Partner partner;
    private final InstantSource clock;

    TransportChecks(Partner partner, InstantSource clock) {
        this.partner = partner;
        this.clock = clock;
    }

    Finding address() {
        try {
            List<InetAddress> all =
                    List.of(InetAddress.getAllByName(partner.url().getHost()));
            if (AddressGuard.check(all, false) instanceof AddressGuard.Checked.Dial) {
                return Check.ADDRESS.found(Verdict.PASS, all.size() + (all.size() == 1 ? " address" : " addresses"));
            }
            return AddressGuard.check(all, true) instanceof AddressGuard.Checked.Dial
                    ? Check.ADDRESS.found(
                            Verdict.WARN, "address-private: dialled only where the directory has allowPrivateAddress")
                    : Check.ADDRESS.found(Verdict.FAIL, "address-refused");
        } catch (UnknownHostException e) {
            return Check.ADDRESS.found(Verdict.FAIL, "name-not-resolved");
        }
    }

    /** Handshake and certificate; the second says nothing where the first failed. */
    List<Finding> tls() {
        try (PartnerConnection connection = partner.open()) {
            SSLSession session = connection.session();
            return List.of(Check.TLS.found(Verdict.PASS, session.getProtocol()), lifetime(session));
        } catch (IOException e) {
            String code = Faults.code(e);
            return List.of(
                    Check.TLS.found(Verdict.FAIL, code), Check.CERTIFICATE_LIFETIME.skipped("no handshake: " + code));
        }
    }

    private Finding lifetime(SSLSession session) throws SSLPeerUnverifiedException {
        X509Certificate leaf = (X509Certificate) session.getPeerCertificates()[0];
        Instant end = leaf.getNotAfter().toInstant();
        boolean enough = end.isAfter(clock.instant().plus(ENOUGH));
        return Check.CERTIFICATE_LIFETIME.found(enough ? Verdict.PASS : Verdict.WARN, "until " + end);
    }

    Finding oldTls() {
        try (Socket raw = PartnerConnection.connect(partner.url(), partner.limit())) {
            raw.setSoTimeout((int) partner.limit().toMillis());
            raw.getOutputStream().write(OldTls.clientHello(partner.url().getHost(), RANDOM));
            raw.getOutputStream().flush();
            return switch (OldTls.reaction(raw.getInputStream())) {
                case REFUSED -> Check.OLD_TLS.found(Verdict.PASS, "refused");
                case WENT_DOWN -> Check.OLD_TLS.found(Verdict.FAIL, "goes on with TLS 1.1 or older");
                case SILENT -> Check.OLD_TLS.found(Verdict.WARN, "timeout");
            };
        } catch (IOException e) {
            return Check.OLD_TLS.skipped("no connection: " + Faults.code(e));
        }
    }
}
