package org.harborlight.processor.operator;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.tls.PemFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads how long the certificates in the configured PEM files are valid; anew on every look, so that renewed ones show. */
final class CertificateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateFiles.class);
    private static final String UNREADABLE = "cannot be read";

    private final List<Path> files;

    CertificateFiles(List<Path> files) {
        this.files = List.copyOf(files);
    }

    List<HealthFacts.Certificate> look() {
        List<HealthFacts.Certificate> certificates = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            try {
                PemFiles.readCertificates(file)
                        .forEach(certificate -> certificates.add(new HealthFacts.Certificate(
                                name,
                                certificate.getSubjectX500Principal().getName(),
                                certificate.getNotAfter().toInstant())));
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("file", name).setCause(e).log("certificate file cannot be read");
                // Judged as ended: nobody can tell how long it still is good for.
                certificates.add(new HealthFacts.Certificate(name, UNREADABLE, Instant.EPOCH));
            }
        }
        return certificates;
    }
}
