package org.harborlight.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.standalone.pki.SmallAuthority;
import org.harborlight.standalone.runtime.ServiceProcess;

/** The revocation lists of the authorities of submitters and partners, which gateways and connectors are given. For one thread. */
final class RevokedCertificates {
    static final String SUBMITTERS = "submitters";
    static final String PARTNERS = "partners";
    /** RFC 5280: superseded. */
    private static final int SUPERSEDED = 4;

    private static final Duration GOOD_FOR = Duration.ofHours(1);

    private final RotationScene scene;
    private final Path lists;

    RevokedCertificates(RotationScene scene) {
        this.scene = scene;
        this.lists = scene.pki().resolve("lists");
    }

    /** Starts gateways and connectors anew with lists on which nothing is. */
    void begin() throws IOException {
        Files.createDirectories(lists);
        write(SUBMITTERS, List.of());
        write(PARTNERS, List.of());
        int number = 1;
        for (ServiceProcess gateway : scene.exchange().services().gateways()) {
            scene.exchange()
                    .restart(
                            gateway,
                            "gateway-" + number++,
                            text -> text + "\ntls.crl.files=" + list(SUBMITTERS) + "\n");
        }
        for (ServiceProcess connector : scene.exchange().services().connectors()) {
            scene.exchange()
                    .restart(connector, "connector-1", text -> text + "\ntls.crl.files=" + list(PARTNERS) + "\n");
        }
    }

    /** The certificate of this folder is on the next list of its authority. */
    void revoke(String authority, Path kit) throws IOException {
        write(authority, PemFiles.readCertificates(kit.resolve("certificate.pem")));
    }

    private void write(String authority, List<X509Certificate> revoked) throws IOException {
        Path folder = Files.createDirectories(scene.pki().resolve(authority + "-authority"));
        for (String ending : List.of("pem", "key")) {
            Path own = folder.resolve("ca." + ending);
            if (!Files.exists(own)) {
                Files.copy(scene.pki().resolve(authority + "." + ending), own);
            }
        }
        try (SmallAuthority small = SmallAuthority.open(folder, RotationScene.CLOCK, scene.random())) {
            revoked.forEach(one -> small.revoke(one.getSerialNumber(), SUPERSEDED));
            small.writeRevocationList(list(authority), GOOD_FOR);
        }
    }

    private Path list(String authority) {
        return lists.resolve(authority + ".crl");
    }
}
