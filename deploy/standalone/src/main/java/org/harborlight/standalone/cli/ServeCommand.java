package org.harborlight.standalone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Brokers;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Exchange;
import org.harborlight.standalone.runtime.ExchangeSettings;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an exchange on this machine until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Runs an exchange on this machine: broker, schema registry and the three services.",
            "Everything it keeps is in the data folder; start it again there and it goes on, also after kill -9.",
            "The first start makes all keys and certificates, a local submitter to submit as, and a local desk",
            "that keeps what it receives as files."
        })
final class ServeCommand extends Subcommand {
    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--rules", paramLabel = "FILE", description = "Routing rules, YAML (default: the samples).")
    private @Nullable Path rules;

    @Option(names = "--jurisdictions", paramLabel = "FILE", description = "Jurisdictions, YAML (default: the samples).")
    private @Nullable Path jurisdictions;

    @Option(names = "--geolocation", paramLabel = "FILE", description = "IP geolocation data in MaxMind format.")
    private @Nullable Path geolocation;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT,…",
            description = {
                "Stand on the brokers of a cluster, instead of one of its own. The data folder remembers it:",
                "see \"From one machine to three brokers\" in deploy/README.md."
            })
    private @Nullable String bootstrap;

    @Option(names = "--no-local", description = "Onboard neither the local submitter nor the local desk.")
    private boolean noLocal;

    @Option(
            names = "--desk-url",
            paramLabel = "URL",
            description = "Push the local desk's deliveries to a system of its own, with the desk's certificate.")
    private @Nullable URI deskUrl;

    @Option(
            names = "--desk-pulls",
            description = "Push the local desk nothing: it fetches its deliveries with `case pull`.")
    private boolean deskPulls;

    @Option(
            names = "--status-url",
            paramLabel = "URL",
            description = "Tell the local submitter there what becomes of its notices; it serves with its certificate.")
    private @Nullable URI statusUrl;

    @Override
    public Integer call() throws InterruptedException {
        if (deskPulls && deskUrl != null) {
            throw new UsageException("either --desk-url or --desk-pulls");
        }
        InstantSource clock = InstantSource.system();
        DataFolder folder = DataFolder.open(data.folder());
        folder.requireWhole();
        if (bootstrap != null) {
            folder.standsOn(Brokers.answering(bootstrap));
        }
        ExchangePki pki = ExchangePki.open(folder.root(), clock, new SecureRandom());
        ExchangeSettings settings = ExchangeSettings.samples(ports.ports())
                .with(Optional.ofNullable(rules), Optional.ofNullable(jurisdictions))
                .withGeolocation(Optional.ofNullable(geolocation));
        CountDownLatch stopped = new CountDownLatch(1);
        Stop stop = Stop.onShutdown(stopped);
        out().println("starting on " + folder.root() + " …");
        out().flush();
        Exchange exchange;
        if (noLocal) {
            exchange = Exchange.start(stop.closing(), folder, pki, settings, List.of(), clock);
        } else {
            LocalParticipants local = stop.afterwards(LocalParticipants.open(folder, pki, wanted(settings), clock));
            exchange = Exchange.start(stop.closing(), folder, pki, settings, local.entries(), clock);
            local.ready(exchange.endpoints());
        }
        ServeText.lines(
                        folder,
                        exchange.endpoints(),
                        pki.secrets().operatorPublicKeys().size(),
                        local())
                .forEach(out()::println);
        out().flush();
        stopped.await();
        return HarborlightCommand.OK;
    }

    private ServeText.Local local() {
        if (noLocal) {
            return ServeText.Local.NONE;
        }
        return deskPulls ? ServeText.Local.DESK_PULLS : ServeText.Local.DESK_KEEPS_FILES;
    }

    private LocalParticipants.Wanted wanted(ExchangeSettings settings) {
        return new LocalParticipants.Wanted(countries(settings), deskWay(), Optional.ofNullable(statusUrl));
    }

    private LocalParticipants.DeskWay deskWay() {
        if (deskPulls) {
            return new LocalParticipants.DeskWay.Pull();
        }
        return deskUrl == null ? new LocalParticipants.DeskWay.Files() : new LocalParticipants.DeskWay.Push(deskUrl);
    }

    private static List<String> countries(ExchangeSettings settings) {
        return settings.jurisdictions().stream().map(Jurisdiction::getCountry).toList();
    }
}
