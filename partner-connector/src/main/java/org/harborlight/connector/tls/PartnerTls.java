package org.harborlight.connector.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.harborlight.service.tls.LiveTls;

/**
 * TLS as the connector speaks it to a partner: its own client certificate, only the trust anchors that the directory
 * names for this partner, the host name verified, TLS 1.3 or 1.2. There is no way to switch verification off.
 */
public final class PartnerTls {
    private final LiveTls own;

    public PartnerTls(LiveTls own) {
        this.own = own;
    }

    /** Fresh options on every call; a client never shares them. */
    public ClientSSLOptions clientOptions(String trustAnchorPem) {
        return own.clientOptions()
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(trustAnchorPem)))
                .setSslHandshakeTimeout(10)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setApplicationLayerProtocols(List.of("http/1.1"));
    }
}
