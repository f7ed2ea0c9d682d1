package org.harborlight.processor.status;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.state.HostInfo;

/** The ledger as a whole: what this instance has counted plus what every other one has. Safe for all threads. */
public final class LedgerCluster {
    private static final long PATIENCE_SECONDS = 5;

    private final LedgerApplication local;
    private final LedgerPeers peers;

    public LedgerCluster(LedgerApplication local, Vertx vertx, ClientSSLOptions tls) {
        this.local = local;
        this.peers = new LedgerPeers(vertx, tls);
    }

    LedgerApplication local() {
        return local;
    }

    LedgerPeers peers() {
        return peers;
    }

    /** The sums over all instances; empty when one of them cannot tell now. Blocks; not for an event loop. */
    public Optional<LedgerBooks> books() {
        Optional<LedgerBooks> mine = local.books();
        Optional<List<HostInfo>> others = local.others();
        if (mine.isEmpty() || others.isEmpty()) {
            return Optional.empty();
        }
        List<Future<LedgerBooks>> asked = new ArrayList<>();
        others.get().forEach(instance -> asked.add(ask(instance)));
        try {
            LedgerBooks all = mine.get();
            for (Future<LedgerBooks> answer : asked) {
                all = all.plus(answer.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return Optional.of(all);
        } catch (TimeoutException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private Future<LedgerBooks> ask(HostInfo instance) {
        return peers.get(instance, BooksRoute.PATH)
                .compose(answer -> answer.status() == 200
                        ? Future.succeededFuture(answer.body().mapTo(LedgerBooks.class))
                        : Future.failedFuture("an instance of the ledger cannot tell"));
    }
}
