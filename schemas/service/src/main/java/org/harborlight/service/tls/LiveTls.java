package org.harborlight.service.tls;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.harborlight.schemas.tls.PeerIdentities;
import org.harborlight.schemas.tls.Revocations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of one endpoint, which follows its files. The options that Vert.x is given never change: behind them stand
 * managers that go to the newest certificate and authorities on every handshake, so that no reload can lose the demand for
 * a client certificate, and no connection is touched. Files that do not hold together change nothing and raise an alarm.
 *
 * <p>Every endpoint speaks TLS 1.3 (1.2 allowed) and both sides show a certificate. No switch loosens this. Safe for all
 * threads.
 */
public final class LiveTls {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTls.class);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    private final String endpoint;
    private final TlsFiles files;
    private final InstantSource clock;
    private final LiveRevocations lists;
    private final Optional<LiveOcsp> ocsp;
    private final LiveKeyManager keys;
    private final LiveTrustManager trust;
    private final TlsPeers peers;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReloadRecord record = new ReloadRecord();
    private volatile TlsMaterial material;
    private volatile Revocations revocations;

    private LiveTls(String endpoint, TlsFiles files, TlsMaterial material, InstantSource clock) {
        this.endpoint = endpoint;
        this.files = files;
        this.clock = clock;
        this.material = material;
        this.ocsp = files.ocsp().responders().isEmpty()
                ? Optional.empty()
                : Optional.of(new LiveOcsp(files.ocsp(), () -> material().authorities(), clock, this::tell));
        this.lists = new LiveRevocations(files.lists(), ocsp.isEmpty() ? Revocations.none() : Revocations.unknown());
        this.revocations = lists.look(material.authorities(), clock.instant());
        this.peers = new TlsPeers(new PeerIdentities(material.authorities()), revocations, ocsp, clock);
        this.keys = new LiveKeyManager(material);
        this.trust = new LiveTrustManager(JdkManagers.trust(material.authorities()), peers);
        record.loaded(clock.instant());
    }

    /**
     * Loads the files.
     *
     * @param endpoint names it in metrics and reasons, such as {@code listener}
     * @throws TlsRefusedException when they cannot be used
     */
    public static LiveTls open(String endpoint, TlsFiles files, InstantSource clock) {
        return new LiveTls(endpoint, files, TlsMaterial.of(files, TlsMaterial.read(files), clock.instant()), clock);
    }

    /** For a listener: a client certificate is required, HTTP/2 offered, no session tickets. */
    public ServerSSLOptions serverOptions() {
        // Read by JSSE when a context is made: a resumed session would not show its certificate again.
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
        return new ServerSSLOptions()
                .setKeyCertOptions(KeyCertOptions.wrap(keys))
                .setTrustOptions(TrustOptions.wrap(trust))
                .setClientAuth(ClientAuth.REQUIRED)
                .setUseAlpn(true)
                .setEnabledSecureTransportProtocols(PROTOCOLS);
    }

    /** For a client: shows its certificate and verifies the name of the server. */
    public ClientSSLOptions clientOptions() {
        return new ClientSSLOptions()
                .setKeyCertOptions(KeyCertOptions.wrap(keys))
                .setTrustOptions(TrustOptions.wrap(trust))
                .setHostnameVerificationAlgorithm("HTTPS")
                .setEnabledSecureTransportProtocols(PROTOCOLS);
    }

    /** Who is at the other end, by the authorities and lists as they are at the moment of asking. */
    public TlsPeers peers() {
        return peers;
    }

    /**
     * Called after each change of certificate, authorities or revocation lists, and when a responder says that a certificate
     * is revoked; by threads of the endpoint, perhaps by several at a time.
     */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Looks at the files once, and goes over to what they hold if it holds together. */
    public synchronized void look() {
        Instant now = clock.instant();
        boolean changed = lookAtMaterial(now);
        List<?> before = revocations.lists();
        Revocations found = lists.look(material.authorities(), now);
        record.lists(lists.refused(), lists.failing());
        if (changed || !Set.copyOf(before).equals(Set.copyOf(found.lists()))) {
            revocations = found;
            peers.use(new PeerIdentities(material.authorities()), found);
            tell();
        }
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    private boolean lookAtMaterial(Instant now) {
        String digest = "";
        try {
            FileBytes bytes = TlsMaterial.read(files);
            digest = bytes.sha256();
            if (digest.equals(material.sha256())) {
                record.unchanged();
                return false;
            }
            use(TlsMaterial.of(files, bytes, now));
            record.loaded(now);
            LOG.atInfo().addKeyValue("endpoint", endpoint).log("certificate and authorities loaded");
            return true;
        } catch (TlsRefusedException e) {
            if (record.refused(digest)) {
                LOG.atError()
                        .addKeyValue("endpoint", endpoint)
                        .addKeyValue("reason", e.reason())
                        .log("certificate or authorities refused; the old ones stay");
            }
            return false;
        }
    }

    /**
     * Whatever can fail has not touched anything yet when the first part is taken over. Who is behind a session is told by the
     * new authorities before they let anybody in.
     */
    private void use(TlsMaterial next) {
        var nextTrust = JdkManagers.trust(next.authorities());
        peers.use(new PeerIdentities(next.authorities()), revocations);
        keys.use(next);
        trust.use(nextTrust);
        material = next;
    }

    String endpoint() {
        return endpoint;
    }

    TlsMaterial material() {
        return material;
    }

    Revocations revocations() {
        return revocations;
    }

    /** Empty where nobody is asked. */
    Optional<LiveOcsp> ocsp() {
        return ocsp;
    }

    ReloadRecord record() {
        return record;
    }

    boolean asksForLists() {
        return !files.lists().paths().isEmpty();
    }

    InstantSource clock() {
        return clock;
    }
}
