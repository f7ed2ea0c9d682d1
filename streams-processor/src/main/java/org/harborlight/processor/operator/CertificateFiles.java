package org.harborlight.processor.operator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.schemas.tls.PemFiles;

/** Reads how long the certificates in the configured PEM files are valid; anew on every look, so that renewed ones show. */
final class CertificateFiles {
    private final List<Path> files;

    CertificateFiles(List<Path> files) {
        this.files = List.copyOf(files);
    }

    List<HealthFacts.Certificate> look() {
        List<HealthFacts.Certificate> certificates = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            PemFiles.readCertificates(file)
                    .forEach(certificate -> certificates.add(new HealthFacts.Certificate(
                            name,
                            certificate.getSubjectX500Principal().getName(),
                            certificate.getNotAfter().toInstant())));
        }
        return certificates;
    }
}
