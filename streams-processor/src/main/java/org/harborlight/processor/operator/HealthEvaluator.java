package org.harborlight.processor.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.harborlight.processor.operator.Health.Check;
import org.harborlight.processor.operator.Health.Status;
import org.harborlight.processor.status.FrontierBook;
import org.harborlight.processor.status.LedgerBooks;
import org.harborlight.schemas.Digests;

/** Judges facts by thresholds. Pure. */
final class HealthEvaluator {
    static final String NOT_KNOWN = "not known here: connector.management.urls is not set";

    private final HealthThresholds thresholds;

    HealthEvaluator(HealthThresholds thresholds) {
        this.thresholds = thresholds;
    }

    Health evaluate(HealthFacts facts, Instant now) {
        List<Check> checks = new ArrayList<>();
        facts.applications().forEach((name, state) -> checks.add(application(name, state)));
        checks.add(balance(facts.streams().balance()));
        facts.streams().lags().forEach(lag -> checks.add(lag(lag)));
        checks.addAll(StallChecks.of(facts.streams().stalls(), thresholds.stalled()));
        facts.streams()
                .ledger()
                .ifPresentOrElse(
                        ledger -> ledger(ledger, now, checks),
                        () -> checks.add(check("ledger.books", Status.WARN, "the ledger cannot tell now", Map.of())));
        checks.add(directory(facts.directory()));
        facts.certificates().forEach(certificate -> checks.add(certificate(certificate, now)));
        checks.add(geolocation(facts.geolocationBuiltAt(), now));
        checks.add(breakers(facts.connectors()));
        checks.add(overdue(facts.connectors()));
        checks.add(WebhookHealth.check(facts.connectors(), now));
        checks.add(ClockWatch.check(facts.clockBehind()));
        return new Health(now, List.copyOf(checks));
    }

    /** What can be said while the books keep whoever reads them waiting. */
    Health waiting(Map<String, String> applications, Optional<List<StageStall>> stalls, Instant now) {
        List<Check> checks = new ArrayList<>();
        applications.forEach((name, state) -> checks.add(application(name, state)));
        checks.addAll(StallChecks.of(stalls, thresholds.stalled()));
        checks.add(check("ledger.books", Status.WARN, "waiting for the books; nothing else was looked at", Map.of()));
        return new Health(now, List.copyOf(checks));
    }

    private static Check application(String name, String state) {
        Status status = switch (state) {
            case "RUNNING" -> Status.OK;
            case "CREATED", "REBALANCING" -> Status.WARN;
            default -> Status.CRITICAL;
        };
        return check("application." + name, status, state, Map.of());
    }

    private static Check balance(Optional<Balance> balance) {
        if (balance.isEmpty()) {
            return check("balance", Status.WARN, "not known yet", Map.of());
        }
        Balance found = balance.get();
        if (found.settling()) {
            return check(
                    "balance",
                    Status.WARN,
                    "settling, waiting for " + found.waitingFor().orElse(""),
                    Map.of());
        }
        return found.exact()
                ? check("balance", Status.OK, "exact", Map.of())
                : check("balance", Status.CRITICAL, "does not balance", Map.of("problems", found.problems()));
    }

    private Check lag(StepLag lag) {
        Map<String, Object> figures = new TreeMap<>(Map.of("lag", lag.lag()));
        if (!Double.isNaN(lag.perSecond())) {
            figures.put("perSecond", lag.perSecond());
        }
        return check("lag." + lag.step(), thresholds.lag().judge(lag.lag()), lag.lag() + " behind", figures);
    }

    private void ledger(HealthFacts.Ledger ledger, Instant now, List<Check> checks) {
        LedgerBooks books = ledger.books();
        Long oldest = books.oldestUrgent();
        if (oldest == null) {
            checks.add(check("urgent.oldest-undelivered", Status.OK, "none", Map.of()));
        } else {
            Instant acceptedAt = Instant.ofEpochMilli(oldest);
            Duration age = Duration.between(acceptedAt, now);
            checks.add(check(
                    "urgent.oldest-undelivered",
                    thresholds.oldestUrgent().judgeAge(age),
                    age.toSeconds() + " s old",
                    Map.of("acceptedAt", acceptedAt.toString(), "seconds", age.toSeconds())));
        }
        checks.add(held(books));
        checks.add(deadLetters(ledger));
        checks.add(pages(books, now));
        checks.add(containedMaterial(books, now));
    }

    /** As with a page: the younger, the worse. */
    private Check containedMaterial(LedgerBooks books, Instant now) {
        Optional<Map.Entry<String, Long>> last =
                books.containedMaterial().entrySet().stream().max(Map.Entry.comparingByValue());
        if (last.isEmpty()) {
            return check("contained-material", Status.OK, "none", Map.of("count", 0));
        }
        int count = books.containedMaterial().size();
        Instant lastAt = Instant.ofEpochMilli(last.get().getValue());
        return check(
                "contained-material",
                thresholds.recentPage().judgeLeft(Duration.between(lastAt, now)),
                count + " in all, last in delivery " + last.get().getKey(),
                Map.of(
                        "count",
                        count,
                        "lastAt",
                        lastAt.toString(),
                        "lastDelivery",
                        last.get().getKey()));
    }

    /** Not of what waits for a digest: that goes out by itself. */
    private Check held(LedgerBooks books) {
        Map<String, Object> byReason = new TreeMap<>();
        long total = 0;
        for (FrontierBook book : books.frontiers().values()) {
            total += book.held().stillHeld() - book.held().byReason().getOrDefault(Digests.WAITS, 0L);
            book.held()
                    .byReason()
                    .forEach((reason, count) -> byReason.merge(
                            reason, count, (a, b) -> ((Number) a).longValue() + ((Number) b).longValue()));
        }
        return check("held", thresholds.held().judge(total), total + " held", byReason);
    }

    private Check deadLetters(HealthFacts.Ledger ledger) {
        long total = DeadLetterHour.total(ledger.books());
        long lastHour = ledger.deadLettersLastHour();
        return check(
                "dead-letters",
                thresholds.deadLetters().judge(total, lastHour),
                lastHour + " in the last hour, " + total + " in all",
                Map.of("lastHour", lastHour, "total", total));
    }

    private Check pages(LedgerBooks books, Instant now) {
        long count = 0;
        long lastAt = Long.MIN_VALUE;
        String lastNotice = "";
        for (FrontierBook book : books.frontiers().values()) {
            FrontierBook.PageBook pages = book.pages();
            count += pages.count();
            if (pages.lastAt() != null && pages.lastAt() > lastAt) {
                lastAt = pages.lastAt();
                lastNotice = pages.lastNotice() == null ? "" : pages.lastNotice();
            }
        }
        if (count == 0) {
            return check("operator-pages", Status.OK, "none", Map.of("count", 0L));
        }
        Instant last = Instant.ofEpochMilli(lastAt);
        // A page is a call for a person: the younger it is, the worse.
        Status status = thresholds.recentPage().judgeLeft(Duration.between(last, now));
        return check(
                "operator-pages",
                status,
                count + " in all, last for " + lastNotice,
                Map.of("count", count, "lastAt", last.toString(), "lastNotice", lastNotice));
    }

    private static Check directory(HealthFacts.DirectoryFacts directory) {
        Map<String, Object> figures = Map.of("sequence", directory.sequence(), "head", directory.head());
        if (directory.rolledBack()) {
            return check("directory", Status.CRITICAL, "was rolled back", figures);
        }
        if (directory.loaded() && directory.quarantined().isPresent()) {
            return check(
                    "directory",
                    Status.WARN,
                    "at entry " + directory.sequence() + "; quarantined "
                            + directory.quarantined().get(),
                    figures);
        }
        return directory.loaded()
                ? check("directory", Status.OK, "at entry " + directory.sequence(), figures)
                : check("directory", Status.CRITICAL, "not loaded", figures);
    }

    private Check certificate(HealthFacts.Certificate certificate, Instant now) {
        Duration left = Duration.between(now, certificate.notAfter());
        String text = left.isNegative() ? "expired" : left.toDays() + " days left";
        return check(
                "certificate." + certificate.file(),
                thresholds.certificate().judgeLeft(left),
                text + ": " + certificate.subject(),
                Map.of("notAfter", certificate.notAfter().toString()));
    }

    private Check geolocation(Optional<Instant> builtAt, Instant now) {
        if (builtAt.isEmpty()) {
            return check("geolocation", Status.OK, "unknown: no data configured", Map.of());
        }
        Duration age = Duration.between(builtAt.get(), now);
        return check(
                "geolocation",
                thresholds.geolocation().judgeAge(age),
                age.toDays() + " days old",
                Map.of("builtAt", builtAt.get().toString()));
    }

    private static Check breakers(Optional<HealthFacts.Connectors> connectors) {
        if (connectors.isEmpty()) {
            return check("breakers", Status.OK, NOT_KNOWN, Map.of());
        }
        Map<String, Object> open = new TreeMap<>();
        connectors.get().breakers().forEach(breaker -> open.put(breaker.lane(), breaker.state()));
        return open.isEmpty()
                ? check("breakers", Status.OK, "all closed", Map.of())
                : check("breakers", Status.WARN, open.size() + " not closed", open);
    }

    /** Not worked on when it was time, as where a partner is away for long; worst where a child may wait and nobody knows. */
    private static Check overdue(Optional<HealthFacts.Connectors> connectors) {
        if (connectors.isEmpty()) {
            return check("deliveries.overdue", Status.OK, NOT_KNOWN, Map.of());
        }
        Map<String, Object> lanes = new TreeMap<>();
        int total = 0;
        boolean nobodyTold = false;
        for (HealthFacts.Overdue overdue : connectors.get().overdue()) {
            lanes.put(overdue.lane() + " " + overdue.reason(), overdue.count());
            total += overdue.count();
            nobodyTold |= overdue.reason().equals("nobody-told");
        }
        List<String> silent = connectors.get().silent();
        silent.forEach(connector -> lanes.put(connector, "does not answer"));
        String text = (total == 0 ? "none" : total + " overdue")
                + (silent.isEmpty() ? "" : " known of; no answer from " + String.join(", ", silent));
        Status status = total == 0 && silent.isEmpty() ? Status.OK : Status.WARN;
        return check("deliveries.overdue", nobodyTold ? Status.CRITICAL : status, text, lanes);
    }

    private static Check check(String name, Status status, String text, Map<String, Object> figures) {
        return new Check(name, status, text, figures);
    }
}
