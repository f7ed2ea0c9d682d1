package org.harborlight.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.envelope.KeyLookup;
import org.harborlight.standalone.page.CaseFolder;
import org.harborlight.standalone.partner.ConnectorClient;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.FetchedSchemas;
import org.harborlight.standalone.partner.InboxPull;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a desk's deliveries and writes each case as a page. */
@Command(
        name = "pull",
        description = {
            "Fetches the desk's deliveries from the exchange, over an outgoing connection, and writes each case to DIR:",
            "case-ID.html, one page to read and print, and case-ID.json, for `case open`, `case verify`, `case answer`.",
            "A later version of a case updates its page. Each delivery is verified, written to the disk, then",
            "acknowledged; what does not verify is kept aside, not acknowledged, and asked for again.",
            "What is written is personal data of people in danger; only its owner can read it.",
            "",
            "Ends when nothing is left, with 1 if anything was not verified, acknowledged or reached."
        })
final class CasePullCommand extends Subcommand {
    private static final Duration LONG_POLL = Duration.ofSeconds(55);
    private static final int MOST_WAIT = 60;
    private static final int TRIES = 4;
    private static final long PAUSE_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    @Parameters(paramLabel = "DIR", description = "Folder for the cases; made when it is missing.")
    private Path directory = Path.of("");

    @Mixin
    private DeskOptions desk = new DeskOptions();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "The desk's time zone, shown beside UTC, for example Europe/Dublin (default: this machine's).")
    private @Nullable ZoneId zone;

    @Option(names = "--watch", description = "Go on waiting for deliveries until the command is stopped.")
    private boolean watch;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How long to wait for a first delivery, at most 60 (default: ${DEFAULT-VALUE}).")
    private int wait;

    @Option(names = "--json", description = "Print JSON; with --watch, one line for each page of deliveries.")
    private boolean json;

    @Override
    public Integer call() {
        if (wait < 0 || wait > MOST_WAIT) {
            throw new UsageException("--wait is from 0 to " + MOST_WAIT + " seconds");
        }
        KeyLookup keys = desk.exchangeKeys().lookup();
        try (ConnectorClient client = new ConnectorClient(desk.connector(), desk.tls());
                CaseFolder folder = folder(verifier(keys, client))) {
            InboxPull pull = new InboxPull(
                    client, verifier(keys, client), folder, folder, desk.signingKey(), InstantSource.system());
            PullReport report = new PullReport(folder, out(), err(), json);
            return watch ? watch(pull, report) : once(pull, report);
        }
    }

    private DeliveryVerifier verifier(KeyLookup keys, ConnectorClient client) {
        return new DeliveryVerifier(
                keys,
                Optional.of(desk.partnerId()),
                SingleObject.of(Delivery.class, new FetchedSchemas(client::schema)));
    }

    private CaseFolder folder(DeliveryVerifier verifier) {
        try {
            return CaseFolder.open(
                    directory,
                    verifier,
                    desk.sealingKey().map(SectionOpener::new),
                    zone == null ? ZoneId.systemDefault() : zone);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private int once(InboxPull pull, PullReport report) {
        Duration patience = Duration.ofSeconds(wait);
        int failures = 0;
        boolean more = true;
        while (more) {
            Attempt attempt = attempt(pull, patience, report);
            patience = Duration.ZERO;
            failures = attempt == Attempt.LATER ? failures + 1 : 0;
            if (failures == TRIES || attempt == Attempt.NEVER) {
                report.notReached();
            }
            more = attempt == Attempt.MORE || (attempt == Attempt.LATER && failures < TRIES && pause(PAUSE_MILLIS));
        }
        report.summary(desk.connector());
        return report.good() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private int watch(InboxPull pull, PullReport report) {
        long pauseMillis = PAUSE_MILLIS;
        while (true) {
            switch (attempt(pull, LONG_POLL, report)) {
                case MORE, EMPTY -> pauseMillis = PAUSE_MILLIS;
                case LATER -> {
                    if (!pause(pauseMillis)) {
                        return HarborlightCommand.FAULT;
                    }
                    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
                }
                case NEVER -> {
                    return HarborlightCommand.FAULT;
                }
            }
            report.line(desk.connector());
        }
    }

    /** What to do after asking once. */
    private enum Attempt {
        MORE,
        EMPTY,
        LATER,
        NEVER
    }

    private Attempt attempt(InboxPull pull, Duration patience, PullReport report) {
        try {
            return switch (pull.next(patience)) {
                case InboxPull.Step.Page page -> {
                    report.page(page);
                    yield page.empty() ? Attempt.EMPTY : Attempt.MORE;
                }
                case InboxPull.Step.Expired _ -> {
                    report.expired();
                    yield Attempt.MORE;
                }
                case InboxPull.Step.Refused(ExchangeAnswer answer) -> {
                    report.refused(answer);
                    yield answer.retryable() ? Attempt.LATER : Attempt.NEVER;
                }
            };
        } catch (IOException e) {
            report.noAnswer(desk.connector(), e);
            return Attempt.LATER;
        }
    }

    private static boolean pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
