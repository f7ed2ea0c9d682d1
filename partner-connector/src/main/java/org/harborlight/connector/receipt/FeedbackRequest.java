package org.harborlight.connector.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;
import org.harborlight.schemas.FeedbackRules;

/** A desk's answer as it came, checked field by field; every fault is found at once. Stateless. */
sealed interface FeedbackRequest {
    Set<String> FIELDS =
            Set.of("answer", "country", "until", "reasonCode", "partnerReference", "note", "shareWithSubmitter");

    /** JSON pointers to what is wrong. */
    record Invalid(List<String> pointers) implements FeedbackRequest {}

    record Valid(
            FeedbackAnswer answer,
            Optional<String> country,
            Optional<Instant> until,
            Optional<String> reasonCode,
            Optional<String> partnerReference,
            Optional<String> note,
            boolean shareWithSubmitter)
            implements FeedbackRequest {
        Feedback about(DeliveryState state, Instant now) {
            return Feedback.newBuilder()
                    .setDeliveryId(state.getDeliveryId())
                    .setPartnerId(state.getPartnerId())
                    .setCaseId(state.getCaseId())
                    .setSubmitterId(state.getSubmitterId())
                    .setNoticeId(state.getNoticeId())
                    .setRecipientKind(state.getRecipientKind())
                    .setRecipientCountry(state.getRecipientCountry())
                    .setAnswer(answer)
                    .setCountry(country.orElse(null))
                    .setUntil(until.orElse(null))
                    .setReasonCode(reasonCode.orElse(null))
                    .setPartnerReference(partnerReference.orElse(null))
                    .setNote(note.orElse(null))
                    .setShareWithSubmitter(shareWithSubmitter)
                    .setAt(now)
                    .build();
        }
    }

    /**
     * Reads the body of an answer given now, which bounds the time that it may name.
     *
     * @param now when it came
     */
    static FeedbackRequest read(ObjectNode body, Instant now) {
        List<String> wrong = new ArrayList<>();
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                wrong.add("/" + name.replace("~", "~0").replace("/", "~1"));
            }
        });
        Optional<FeedbackAnswer> answer = answer(body);
        if (answer.isEmpty()) {
            wrong.add("/answer");
        }
        Optional<String> country = text(body, "country", FeedbackRules::isCountry, wrong);
        Optional<String> reasonCode = text(body, "reasonCode", FeedbackRules::isReasonCode, wrong);
        Optional<String> reference = text(body, "partnerReference", atMost(FeedbackRules.LONGEST_REFERENCE), wrong);
        Optional<String> note = text(body, "note", atMost(FeedbackRules.LONGEST_NOTE), wrong);
        Optional<Instant> until = until(body, wrong);
        JsonNode share = body.path("shareWithSubmitter");
        if (!share.isMissingNode() && !share.isBoolean()) {
            wrong.add("/shareWithSubmitter");
        }
        answer.ifPresent(given ->
                until.filter(time -> !FeedbackRules.isUntil(given, time, now)).ifPresent(_ -> wrong.add("/until")));
        answer.ifPresent(given -> required(given, country, until, reasonCode).ifPresent(wrong::add));
        return wrong.isEmpty() && answer.isPresent()
                ? new Valid(
                        answer.get(),
                        country,
                        until,
                        reasonCode,
                        reference,
                        note,
                        share.asBoolean(FeedbackRules.sharedUnlessSaid(answer.get())))
                : new Invalid(wrong.stream().distinct().toList());
    }

    private static Optional<String> required(
            FeedbackAnswer answer, Optional<String> country, Optional<Instant> until, Optional<String> reasonCode) {
        return switch (FeedbackRules.need(answer)) {
            case COUNTRY -> missing(country, "/country");
            case UNTIL -> missing(until, "/until");
            case REASON_CODE -> missing(reasonCode, "/reasonCode");
            case NOTHING -> Optional.empty();
        };
    }

    private static Optional<String> missing(Optional<?> value, String pointer) {
        return value.isPresent() ? Optional.empty() : Optional.of(pointer);
    }

    private static Optional<FeedbackAnswer> answer(ObjectNode body) {
        String name = body.path("answer").asText("");
        for (FeedbackAnswer answer : FeedbackAnswer.values()) {
            if (answer != FeedbackAnswer.UNSPECIFIED && answer.name().equals(name)) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(ObjectNode body, String field, Predicate<String> sound, List<String> wrong) {
        JsonNode node = body.path(field);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isTextual() || !sound.test(node.textValue())) {
            wrong.add("/" + field);
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    private static Optional<Instant> until(ObjectNode body, List<String> wrong) {
        JsonNode node = body.path("until");
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(node.asText("")));
        } catch (DateTimeException e) {
            wrong.add("/until");
            return Optional.empty();
        }
    }

    private static Predicate<String> atMost(int length) {
        return text -> FeedbackRules.isText(text, length);
    }
}
