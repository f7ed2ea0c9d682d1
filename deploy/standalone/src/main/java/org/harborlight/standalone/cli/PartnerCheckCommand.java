package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.harborlight.standalone.conformance.CheckKeys;
import org.harborlight.standalone.conformance.Finding;
import org.harborlight.standalone.conformance.Finding.Verdict;
import org.harborlight.standalone.conformance.PartnerCheck;
import org.harborlight.standalone.pki.MutualTls;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks a partner's endpoint. */
@Command(
        name = "check",
        description = {
            "Checks a partner's endpoint against the contract: TLS, what it must take, what it must not. Contacts the URL",
            "and nothing else. Deliveries are made up, marked as a test, and signed with keys of --keys, which the partner",
            "has to be told of before, or with those of the exchange on --data. The first call with --keys makes them.",
            "",
            "Exit code 0 all well, 1 something failed, 2 nothing was checked."
        })
final class PartnerCheckCommand extends Subcommand {
    private static final int MOST_IN_A_BATCH = 100;
    private static final int LAST_PORT = 65_535;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Option(names = "--url", required = true, paramLabel = "URL", description = "The partner's endpoint, https.")
    private URI url = URI.create("");

    @Option(names = "--partner", required = true, paramLabel = "ID", description = "The partner's id.")
    private String partner = "";

    @Option(names = "--keys", paramLabel = "FOLDER", description = "Folder with keys for checks; made when missing.")
    private @Nullable Path keys;

    @Option(names = "--data", paramLabel = "FOLDER", description = "Data folder of an exchange, for its keys.")
    private @Nullable Path data;

    @Option(
            names = "--trust",
            paramLabel = "PEM",
            description = "Authority of the partner's server certificate (default: the one of --data).")
    private @Nullable Path trust;

    @Option(
            names = "--receipt-keys",
            paramLabel = "JWKS",
            description = "The partner's public keys, where it signs its receipts.")
    private @Nullable Path receiptKeys;

    @Option(
            names = "--max-batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Check batches of so many deliveries too (default: ${DEFAULT-VALUE}).")
    private int maxBatch;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationText.class,
            defaultValue = "15s",
            description = "How long an answer may take (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(15);

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        validate();
        if (keys != null && !CheckKeys.exist(keys)) {
            open(keys);
            explain(keys);
            return HarborlightCommand.BAD_USAGE;
        }
        PartnerCheck.Target target = new PartnerCheck.Target(
                url, partner, trust(), Optional.ofNullable(receiptKeys).map(CaseFileOptions::read), maxBatch, timeout);
        CheckKeys signers = keys();
        List<Finding> findings = usable(
                        "the certificates", () -> new PartnerCheck(target, signers, InstantSource.system()))
                .run();
        boolean conforms = count(findings, Verdict.FAIL) == 0;
        if (json) {
            print(json(findings, conforms));
        } else {
            findings.forEach(this::print);
            out().println();
            out().println((conforms ? "conforms: " : "DOES NOT CONFORM: ") + summary(findings));
        }
        return conforms ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private void validate() {
        boolean https = "https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null;
        if (!https || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new UsageException("--url is an https URL with a host, without user or fragment: " + url);
        }
        if (url.getPort() == 0 || url.getPort() > LAST_PORT) {
            throw new UsageException("--url has a port from 1 to " + LAST_PORT + ": " + url);
        }
        if (!partner.matches("[a-z0-9-]{1,40}")) {
            throw new UsageException("--partner is an id of small letters, digits and hyphens: " + partner);
        }
        if ((keys == null) == (data == null)) {
            throw new UsageException("either --keys, a folder with keys for checks, or --data, that of an exchange");
        }
        if (maxBatch < 1 || maxBatch > MOST_IN_A_BATCH) {
            throw new UsageException("--max-batch is from 1 to " + MOST_IN_A_BATCH);
        }
        if (timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new UsageException("--timeout is longer than nothing, and at most " + LONGEST.toMinutes() + "m");
        }
    }

    private CheckKeys keys() {
        if (keys != null) {
            return open(keys);
        }
        Path exchange = Optional.ofNullable(data).orElseThrow();
        if (!Files.isRegularFile(exchange.resolve("keys/delivery-1.pem"))) {
            throw new UsageException("there is no exchange in " + exchange);
        }
        return usable("the keys in " + exchange, () -> CheckKeys.ofExchange(exchange));
    }

    private static CheckKeys open(Path folder) {
        return usable(
                "the keys in " + folder, () -> CheckKeys.open(folder, InstantSource.system(), new SecureRandom()));
    }

    private Path trust() {
        if (trust == null && data == null) {
            throw new UsageException("whose certificate does the partner show? Name its authority with --trust");
        }
        Path file = trust == null ? Optional.ofNullable(data).orElseThrow().resolve("pki/partners.pem") : trust;
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        usable("--trust", () -> MutualTls.certificates(file));
        return file;
    }

    private void explain(Path made) {
        if (json) {
            print(JSON.createObjectNode()
                    .put("checked", false)
                    .put("publicKeys", CheckKeys.publicKeys(made).toString())
                    .put("authority", CheckKeys.authority(made).toString()));
            return;
        }
        out().println("made keys for checks; nothing was checked yet. Give the partner, for its test system:");
        out().println("  " + CheckKeys.publicKeys(made) + "  public keys, as the exchange's own are given");
        out().println("  " + CheckKeys.authority(made) + "  authority of the check's client certificate");
        out().println("Once it believes them, repeat the command. It has to forget them before it goes live.");
    }

    private void print(Finding finding) {
        out().printf(Locale.ROOT, "%-8s %-27s %s%n", finding.verdict().name(), finding.check(), finding.detail());
        if (finding.verdict() == Verdict.FAIL || finding.verdict() == Verdict.WARN) {
            out().println("         expected: " + finding.expects());
        }
    }

    private ObjectNode json(List<Finding> findings, boolean conforms) {
        ObjectNode root = JSON.createObjectNode()
                .put("checked", true)
                .put("url", url.toString())
                .put("partner", partner)
                .put("conforms", conforms);
        for (Verdict verdict : Verdict.values()) {
            root.put(verdict.text(), count(findings, verdict));
        }
        ArrayNode array = root.putArray("findings");
        findings.forEach(finding -> array.add(finding.toJson()));
        return root;
    }

    private static String summary(List<Finding> findings) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> count(findings, verdict) > 0)
                .map(verdict -> count(findings, verdict) + " " + verdict.text())
                .collect(Collectors.joining(", "));
    }

    private static long count(List<Finding> findings, Verdict verdict) {
        return findings.stream().filter(found -> found.verdict() == verdict).count();
    }
}
