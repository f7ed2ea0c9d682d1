package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryEcho;
import org.harborlight.standalone.pki.LocalAuthority;
import org.harborlight.standalone.runtime.TemporaryFolder;
import org.harborlight.standalone.simulate.Entry;
import org.harborlight.standalone.simulate.Judge;
import org.harborlight.standalone.simulate.Mode;
import org.harborlight.standalone.simulate.PartnerSimulator;
import org.harborlight.standalone.simulate.PushLog;
import org.harborlight.standalone.simulate.SimulatorTls;
import org.harborlight.standalone.simulate.Turns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays a partner that misbehaves. */
@Command(
        name = "simulate",
        description = {
            "Plays a partner's endpoint that misbehaves, until it is stopped: to see what an exchange makes of it, or for",
            "fault tests. It verifies what comes, remembers it by delivery id, and contacts nobody but the connector, for",
            "late-receipt. MODE is one of:",
            "",
            "  ok                   verifies, keeps, echoes",
            "  hang                 takes the request and never answers",
            "  slow-drip            sends the right echo, a byte at a time",
            "  reset-mid-body       sends half of the right echo, then resets the connection",
            "  garbage-200          answers 200 with a page that is no echo",
            "  huge-answer          sends the right echo in an answer of more than 16 KiB",
            "  other-delivery       echoes another delivery",
            "  wrong-digest         echoes the delivery with another digest",
            "  late-receipt         answers 202 without an echo, and sends the receipt to the connector later",
            "  retry-after-seconds  answers 429, Retry-After in seconds",
            "  retry-after-date     answers 429, Retry-After as a date",
            "  gone                 answers 410",
            "  storm                answers 500, 502, 503, 504 by turns",
            "  redirect             answers 307 to another path of its own",
            "  expired-certificate  shows a certificate that has expired",
            "  wrong-san            shows a certificate of another name",
            "  tls-downgrade        chooses TLS 1.1, whatever is offered",
            ""
        })
final class PartnerSimulateCommand extends Subcommand {
    private static final int LAST_PORT = 65_535;

    @Mixin
    private DeskOptions desk = new DeskOptions();

    @Mixin
    private ConductOptions options = new ConductOptions();

    @Option(names = "--port", defaultValue = "0", description = "Port; 0 picks a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--host", description = "Address to listen on (default: this machine only).")
    private @Nullable String host;

    @Option(
            names = "--authority",
            paramLabel = "FOLDER",
            description = "Folder with partners.pem and partners.key, which issues the certificates for"
                    + " expired-certificate and wrong-san (default: pki of the exchange that the desk lies in).")
    private @Nullable Path authority;

    @Option(names = "--log", paramLabel = "FILE", description = "Append what comes to this file, JSON lines.")
    private @Nullable Path log;

    @Option(names = "--json", description = "Print JSON lines.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        InetSocketAddress address = address();
        InstantSource clock = InstantSource.system();
        PartnerSimulator.Conduct conduct = options.conduct(clock);
        PartnerSimulator.Partner partner = usable("the desk's certificates and keys", () -> partner(conduct, clock));
        CountDownLatch stopped = new CountDownLatch(1);
        Stop stop = Stop.onShutdown(stopped);
        PushLog pushes = stop.afterwards(new PushLog(Optional.ofNullable(log), this::tell));
        PartnerSimulator simulator = new PartnerSimulator(partner, conduct, pushes, address, clock);
        if (conduct.course().has(Mode.LATE_RECEIPT)) {
            simulator.connect(stop.afterwards(new ConnectorClient(desk.connector(), desk.tls())));
        }
        stop.afterwards(simulator);
        begin(simulator, conduct);
        stopped.await();
        return HarborlightCommand.OK;
    }

    private InetSocketAddress address() {
        if (port < 0 || port > LAST_PORT) {
            throw new UsageException("--port is from 0 to " + LAST_PORT);
        }
        try {
            return new InetSocketAddress(
                    host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new UsageException("--host is no address of this machine: " + host);
        }
    }

    private PartnerSimulator.Partner partner(PartnerSimulator.Conduct conduct, InstantSource clock) {
        return new PartnerSimulator.Partner(
                tls(conduct, clock),
                Judge.of(desk.exchangeKeys(), desk.partnerId(), clock),
                new DeliveryEcho(desk.signingKey(), clock));
    }

    private SimulatorTls tls(PartnerSimulator.Conduct conduct, InstantSource clock) {
        SSLContext good = desk.tls();
        if (conduct.course().modes().stream().allMatch(SimulatorTls.only(good)::allows)) {
            return SimulatorTls.only(good);
        }
        Path folder = authority == null ? desk.folder().resolve("../../pki") : authority;
        if (!Files.isRegularFile(folder.resolve("partners.pem"))) {
            throw new UsageException("these modes need the authority that issues the desk's certificates; there is no "
                    + folder.resolve("partners.pem") + ", name its folder with --authority");
        }
        return bad(good, LocalAuthority.open(folder, "partners", clock, new SecureRandom()), clock);
    }

    /** What is wrong on purpose is made anew each time, and gone once it is read. */
    private SimulatorTls bad(SSLContext good, LocalAuthority issuer, InstantSource clock) {
        try (TemporaryFolder made = TemporaryFolder.make("harborlight-simulate-")) {
            return SimulatorTls.of(good, desk.partnerId(), issuer, desk.trust(), made.path(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete a temporary folder", e);
        }
    }

    private void begin(PartnerSimulator simulator, PartnerSimulator.Conduct conduct) {
        if (json) {
            ObjectNode first = JSON.createObjectNode()
                    .put("url", simulator.endpoint().toString())
                    .put("partner", desk.partnerId())
                    .put("course", conduct.course().toString());
            if (conduct.turns() instanceof Turns.Share some) {
                first.put("share", some.share()).put("seed", some.seed());
            }
            out().println(first);
        } else {
            out().println("listening on " + simulator.endpoint() + " as " + desk.partnerId());
            out().println("  mode   " + conduct.course());
            switch (conduct.turns()) {
                case Turns.All _ -> {}
                case Turns.Every every -> out().println("  every  " + every.n() + ". request");
                case Turns.Share some -> out().println("  share  " + some.share() + ", --seed " + some.seed());
            }
        }
        out().flush();
    }

    private void tell(Entry entry) {
        out().println(json ? entry.toJson() : entry.text());
        out().flush();
    }
}
