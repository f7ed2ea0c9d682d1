package org.harborlight.service.tls;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.types.Password;

/**
 * The files of a TLS endpoint: its own certificate chain and key, the authorities it trusts (PEM), where their revocation
 * lists are, and who else is asked for what these authorities revoked.
 */
public record TlsFiles(Own own, Path trust, Lists lists, Ocsp ocsp) {

    /** PEM files, and nobody tells what is revoked. */
    public TlsFiles(Path certificate, Path key, Path trust) {
        this(new Pem(certificate, key), trust, Lists.NONE, Ocsp.NONE);
    }

    /** The PEM files with certificates that end one day; what a PKCS#12 file holds is told by the metrics. */
    public List<Path> certificates() {
        return own instanceof Pem pem ? List.of(pem.certificate(), trust) : List.of(trust);
    }

    /** Where the endpoint's own certificate and key are. */
    public sealed interface Own {
        List<Path> files();
    }

    /** A certificate chain, the endpoint's own first, and its PKCS#8 key. */
    public record Pem(Path certificate, Path key) implements Own {
        @Override
        public List<Path> files() {
            return List.of(certificate, key);
        }
    }

    /** A PKCS#12 file that holds one key with its chain. */
    public record Pkcs12(Path file, Password password) implements Own {
        @Override
        public List<Path> files() {
            return List.of(file);
        }
    }

    /**
     * Where revocation lists are.
     *
     * @param paths files, and folders of files that end in .crl, .pem or .der; none for not asking
     * @param grace how long a list still counts after its next one was due
     */
    public record Lists(List<Path> paths, Duration grace) {
        static final Lists NONE = new Lists(List.of(), Duration.ZERO);

        public Lists {
            paths = List.copyOf(paths);
        }
    }

    /**
     * Who is asked for a certificate of which no list says anything.
     *
     * @param responders the only ones that are ever connected to; none for not asking
     * @param age after which an answer is fetched anew, and how long one counts that names no end
     * @param grace how long an answer still counts after the next one was due
     */
    public record Ocsp(List<URI> responders, Duration age, Duration grace) {
        static final Ocsp NONE = new Ocsp(List.of(), Duration.ZERO, Duration.ZERO);

        public Ocsp {
            responders = List.copyOf(responders);
        }
    }
}
