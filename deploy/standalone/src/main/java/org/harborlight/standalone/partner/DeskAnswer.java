package org.harborlight.standalone.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.FeedbackRules;

/**
 * What a desk says about a delivery.
 *
 * @param country named by WRONG_JURISDICTION
 * @param until for PRESERVE and HOLD_TAKEDOWN
 * @param reasonCode of NOT_ACTIONABLE
 * @param reference the desk's own; never shared
 * @param note for the exchange, and for the submitter where the answer is shared
 * @param share whether the submitter sees it; empty leaves it to what is usual for the answer
 */
public record DeskAnswer(
        FeedbackAnswer answer,
        Optional<String> country,
        Optional<Instant> until,
        Optional<String> reasonCode,
        Optional<String> reference,
        Optional<String> note,
        Optional<Boolean> share) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COUNTRIES = Arrays.asList(Locale.getISOCountries());

    /** An answer that needs nothing else. */
    public static DeskAnswer of(FeedbackAnswer answer, boolean share) {
        return new DeskAnswer(
                answer,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(share));
    }

    /** Whether the submitter will see it. */
    public boolean shared() {
        return share.orElse(FeedbackRules.sharedUnlessSaid(answer));
    }

    /** What the exchange would refuse, and what can only be a slip, in words. */
    public List<String> problems(Instant now) {
        List<String> problems = new ArrayList<>();
        switch (FeedbackRules.need(answer)) {
            case COUNTRY -> missing(country, "the country that is competent", problems);
            case UNTIL -> missing(until, "until when", problems);
            case REASON_CODE -> missing(reasonCode, "a reason code", problems);
            case NOTHING -> {
                /* complete as it is */
            }
        }
        country.filter(text -> !FeedbackRules.isCountry(text) || !COUNTRIES.contains(text))
                .ifPresent(text -> problems.add("not a country of ISO 3166-1 (two capital letters): " + text));
        until.filter(time -> !time.isAfter(now)).ifPresent(time -> problems.add("not in the future: " + time));
        reasonCode
                .filter(text -> !FeedbackRules.isReasonCode(text))
                .ifPresent(text -> problems.add("a reason code has 1 to 64 letters, digits and hyphens: " + text));
        reference
                .filter(text -> !FeedbackRules.isText(text, FeedbackRules.LONGEST_REFERENCE))
                .ifPresent(_ -> problems.add(
                        "the reference is empty or longer than " + FeedbackRules.LONGEST_REFERENCE + " characters"));
        note.filter(text -> !FeedbackRules.isText(text, FeedbackRules.LONGEST_NOTE))
                .ifPresent(_ ->
                        problems.add("the note is empty or longer than " + FeedbackRules.LONGEST_NOTE + " characters"));
        return problems;
    }

    byte[] toJson() {
        ObjectNode body = JSON.createObjectNode().put("answer", answer.name());
        country.ifPresent(text -> body.put("country", text));
        until.ifPresent(time -> body.put("until", time.toString()));
        reasonCode.ifPresent(text -> body.put("reasonCode", text));
        reference.ifPresent(text -> body.put("partnerReference", text));
        note.ifPresent(text -> body.put("note", text));
        share.ifPresent(said -> body.put("shareWithSubmitter", said));
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }

    private void missing(Optional<?> value, String what, List<String> problems) {
        if (value.isEmpty()) {
            problems.add(answer + " needs " + what);
        }
    }
}
