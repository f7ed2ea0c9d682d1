package org.harborlight.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.partner.PushReceiver;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.LocalParticipants;

/** Waits for deliveries, with a certificate that the exchange would believe, if its directory led there. Safe for all threads. */
final class Thief implements AutoCloseable {
    private final ExchangePki.Kit kit;
    private final PartnerServer server;
    private final AtomicInteger called = new AtomicInteger();

    Thief(KillableExchange exchange, Path folder) {
        kit = exchange.pki().partnerKit(folder, "e2e-desk");
        server = new PartnerServer(LocalParticipants.tls(kit), 0);
        server.answerWith(_ -> {
            called.incrementAndGet();
            return new PushReceiver.Answer(200, "{}");
        });
    }

    URI address() {
        return server.endpoint();
    }

    SealingKey sealingKey() {
        return kit.sealing();
    }

    /** How often something was brought to it. */
    int called() {
        return called.get();
    }

    @Override
    public void close() {
        server.close();
    }
}
