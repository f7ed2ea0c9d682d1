package org.harborlight.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.partner.ReceivingSystem;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.LocalParticipants;

/**
 * A desk that joins a running exchange by its accession, and moves: it has two servers, and asks for whichever it is told
 * to. Its servers are safe for all threads, everything else is for one.
 */
final class JoiningDesk implements AutoCloseable {
    static final String ID = "joining-desk";

    /** What came, by the notice that caused it. */
    record Came(String server, DeliveryCheck.Genuine delivery) {}

    private final ExchangePki pki;
    private final ExchangePki.Kit kit;
    private final Map<String, PartnerServer> servers;
    private final Map<String, Came> came = new ConcurrentHashMap<>();
    private final Path folder;
    private boolean acceded;

    JoiningDesk(DataFolder data, ExchangePki pki, Path folder) {
        this.pki = pki;
        this.kit = pki.partnerKit(data.partner(ID), ID);
        this.folder = folder;
        this.servers = Map.of("first", server("first"), "second", server("second"));
    }

    private PartnerServer server(String name) {
        PartnerServer server = new PartnerServer(LocalParticipants.tls(kit), 0);
        server.answerWith(LocalParticipants.receiving(
                pki,
                ID,
                new ReceivingSystem.Desk() {
                    @Override
                    public void take(DeliveryCheck.Genuine genuine, byte[] body, Instant at) {
                        came.put(genuine.delivery().getTrigger().getNoticeId(), new Came(name, genuine));
                    }

                    @Override
                    public void refused(String reason, byte[] body) {
                        throw new AssertionError(reason);
                    }
                },
                InstantSource.system()));
        return server;
    }

    /** Arguments of the command that signs what it asks for from now on. */
    String[] accession(String server, String... more) throws IOException {
        Path form = Files.writeString(folder.resolve("form.yaml"), """
            participantId: joining-desk
            name: N. N.
            designation: Head of desk
            entity: Joining desk
            place: Helsinki
            kind: LAW_ENFORCEMENT
            submits: false
            receives: true
            establishment: FI
            coverage: [FI, EE]
            releaseProfile: {sections: [REPORTED_PERSON, LOCATORS, EVIDENCE, NARRATIVE], releaseEnvelope: false}
            endpoint: {url: "%s", trustAnchorFile: "%s", allowPrivateAddress: true}
            """.formatted(
                        Objects.requireNonNull(servers.get(server)).endpoint(),
                        pki.partners().certificateFile()));
        List<String> arguments = new ArrayList<>(List.of("directory", "accede", form.toString(), "--signing-key"));
        arguments.add(kit.folder().resolve("signing.pem").toString());
        arguments.addAll(
                List.of("--certificate", kit.folder().resolve("certificate.pem").toString()));
        arguments.addAll(List.of("--authority", pki.partners().certificateFile().toString()));
        arguments.addAll(List.of("--out", accessionFile().toString()));
        if (acceded) {
            arguments.addAll(List.of("--previous", accessionFile().toString()));
        } else {
            arguments.addAll(
                    List.of("--sealing-key", kit.folder().resolve("sealing.pem").toString()));
        }
        arguments.addAll(List.of(more));
        acceded = true;
        return arguments.toArray(String[]::new);
    }

    private Path accessionFile() {
        return folder.resolve("participants").resolve(ID + ".accession.json");
    }

    /** Notices that any of its servers was told of. */
    Set<String> notices() {
        return Set.copyOf(came.keySet());
    }

    boolean cameTo(String server, String noticeId) {
        Came one = came.get(noticeId);
        return one != null && one.server().equals(server);
    }

    DeliveryCheck.Genuine delivery(String noticeId) {
        return Objects.requireNonNull(came.get(noticeId)).delivery();
    }

    @Override
    public void close() {
        servers.values().forEach(PartnerServer::close);
    }
}
