package org.harborlight.standalone.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.command.CommandRules;
import org.harborlight.standalone.operator.Operator;
import org.harborlight.standalone.operator.SignedOrder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How two operators sign an order: both keys at once, or the first into a file that the second signs and gives, having
 * typed the same.
 */
final class SigningOptions {
    @Option(
            names = "--sign-only",
            paramLabel = "FILE",
            description = "Only sign, into a new file; another operator gives it, within a day.")
    private @Nullable Path signOnly;

    @Option(
            names = "--with",
            paramLabel = "FILE",
            description =
                    "Sign what another operator has signed; what it is about and the reason must be the same as there.")
    private @Nullable Path with;

    /** Whether nothing is to be commanded yet. */
    boolean signOnly() {
        return signOnly != null;
    }

    /** Whether the order travels in a file, which holds one. */
    boolean inFile() {
        return signOnly != null || with != null;
    }

    /**
     * The order with the operator's signatures.
     *
     * @param fresh where nobody has signed it yet
     * @param same whether the order of another operator is the one that this operator typed
     */
    SignedOrder order(Supplier<SignedOrder> fresh, Predicate<SignedOrder> same, Operator operator) {
        Path file = with;
        if (file == null) {
            return fresh.get();
        }
        SignedOrder proposed = read(file);
        if (!same.test(proposed)) {
            throw new UsageException(file + " says something else: " + text(proposed.command()));
        }
        return proposed.signedBy(operator);
    }

    private static SignedOrder read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        try {
            return SignedOrder.read(file);
        } catch (DecodeException e) {
            throw new UsageException(file + " is no signed command");
        }
    }

    /** Throws UsageException where more operators must sign before it can be given. */
    static void requireEnough(SignedOrder order) {
        if (order.signatures() < CommandRules.signatures(order.command().getKind())) {
            throw new UsageException("this needs two operators: give --operator-key twice, or --sign-only FILE here and"
                    + " --with FILE where the other key is; nothing was commanded");
        }
    }

    /** Writes the order for the next operator; only where {@link #signOnly()} holds. */
    void write(SignedOrder order, PrintWriter out) {
        Path file = signOnly;
        if (file == null) {
            throw new IllegalStateException("no file to sign into");
        }
        if (Files.exists(file)) {
            throw new UsageException(file + " exists");
        }
        order.write(file);
        out.println(file + "  " + text(order.command()) + "; signatures: " + order.signatures()
                + ". Nothing is commanded yet.");
    }

    private static String text(Command command) {
        return command.getKind() + subject(command) + ", by " + command.getOperator() + ", because: "
                + command.getReason();
    }

    private static String subject(Command command) {
        CommandedNotice notice = command.getNotice();
        CommandedIncident incident = command.getIncident();
        if (notice != null) {
            return " " + notice.getSubmitterId() + "/" + notice.getNoticeId();
        }
        return incident == null
                ? ""
                : " " + incident.getSubmitterId() + ", reference " + incident.getReference() + ", lane "
                        + lane(incident);
    }

    static String lane(CommandedIncident incident) {
        return incident.getLane().name().toLowerCase(Locale.ROOT);
    }
}
