package org.harborlight.standalone.demo;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.SectionKind;
import org.harborlight.standalone.submitter.ExchangeAnswer;
import org.harborlight.standalone.submitter.PlainNotice;

/** The words of the stories. */
final class StoryText {
    private StoryText() {}

    static String submitted(PlainNotice plain, ExchangeAnswer answer, long millis) {
        return plain.notice().getSubmitterId() + " submits "
                + words(plain.notice().getPriority()) + " "
                + words(plain.notice().getHarms().getFirst()) + ": "
                + (answer.accepted() ? "accepted and signed for in " + millis + " ms" : "REFUSED, " + answer.reason());
    }

    /** Who received it, when, why, and what it may and may not open. */
    static List<String> received(String partnerId, Received received, PlainNotice plain) {
        String reasons = received.delivery().getReasons().stream()
                .map(StoryText::reason)
                .distinct()
                .collect(Collectors.joining("; "));
        Set<SectionKind> closed = EnumSet.noneOf(SectionKind.class);
        closed.addAll(plain.sections().keySet());
        closed.removeAll(received.opened());
        return List.of(
                "  → " + partnerId + " after " + received.millisSinceAcceptance() + " ms: " + reasons,
                "      opens " + names(received.opened())
                        + (closed.isEmpty() ? "" : "; may not open " + names(closed)));
    }

    static String shortId(String id) {
        return id.length() <= 8 ? id : id.substring(0, 8);
    }

    static String words(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String names(Set<SectionKind> kinds) {
        return kinds.isEmpty()
                ? "nothing"
                : kinds.stream().sorted().map(StoryText::words).collect(Collectors.joining(", "));
    }

    static String tally(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String reason(DeliveryReason reason) {
        String fact = reason.getBasis() == null
                ? ""
                : " (" + words(Objects.requireNonNull(reason.getBasis())) + " " + reason.getCountry() + ")";
        return "rule " + reason.getRuleId() + fact + ", " + reason.getText();
    }
}
