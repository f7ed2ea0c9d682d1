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
import java.util.regex.Pattern;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.Feedback;
import org.harborlight.schemas.FeedbackAnswer;

/** A desk's answer as it came, checked field by field; every fault is found at once. Stateless. */
sealed interface FeedbackRequest {
    Set<String> FIELDS =
            Set.of("answer", "country", "until", "reasonCode", "partnerReference", "note", "shareWithSubmitter");
    Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    Pattern REASON = Pattern.compile("[A-Za-z0-9-]{1,64}");
    int LONGEST_REFERENCE = 128;
    int LONGEST_NOTE = 1000;

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

    static FeedbackRequest read(ObjectNode body) {
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
        Optional<String> country = text(body, "country", COUNTRY.asMatchPredicate(), wrong);
        Optional<String> reasonCode = text(body, "reasonCode", REASON.asMatchPredicate(), wrong);
        Optional<String> reference = text(body, "partnerReference", atMost(LONGEST_REFERENCE), wrong);
        Optional<String> note = text(body, "note", atMost(LONGEST_NOTE), wrong);
        Optional<Instant> until = until(body, wrong);
        JsonNode share = body.path("shareWithSubmitter");
        if (!share.isMissingNode() && !share.isBoolean()) {
            wrong.add("/shareWithSubmitter");
        }
        answer.ifPresent(given -> required(given, country, until, reasonCode).ifPresent(wrong::add));
        return wrong.isEmpty() && answer.isPresent()
                ? new Valid(
                        answer.get(),
                        country,
                        until,
                        reasonCode,
                        reference,
                        note,
                        share.asBoolean(sharedUnlessSaid(answer.get())))
                : new Invalid(wrong.stream().distinct().toList());
    }

    /** A request to the submitter that the submitter never sees would be pointless; everything else stays with us. */
    static boolean sharedUnlessSaid(FeedbackAnswer answer) {
        return switch (answer) {
            case MORE_INFORMATION_NEEDED, PRESERVE, HOLD_TAKEDOWN, RELEASE_HOLD, NOT_ACTIONABLE, RETRACTION_APPLIED ->
                true;
            case ACKNOWLEDGED,
                    WRONG_JURISDICTION,
                    REMOVED,
                    ACTION_TAKEN,
                    CHILD_SAFEGUARDED,
                    NOT_ILLEGAL,
                    CONTAINED_MATERIAL,
                    UNSPECIFIED -> false;
        };
    }

    private static Optional<String> required(
            FeedbackAnswer answer, Optional<String> country, Optional<Instant> until, Optional<String> reasonCode) {
        return switch (answer) {
            case WRONG_JURISDICTION -> missing(country, "/country");
            case PRESERVE, HOLD_TAKEDOWN -> missing(until, "/until");
            case NOT_ACTIONABLE -> missing(reasonCode, "/reasonCode");
            case ACKNOWLEDGED,
                    MORE_INFORMATION_NEEDED,
                    RELEASE_HOLD,
                    REMOVED,
                    ACTION_TAKEN,
                    CHILD_SAFEGUARDED,
                    NOT_ILLEGAL,
                    CONTAINED_MATERIAL,
                    RETRACTION_APPLIED,
                    UNSPECIFIED -> Optional.empty();
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
        return text -> !text.isBlank() && text.codePointCount(0, text.length()) <= length;
    }
}
