package org.harborlight.schemas.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.harborlight.schemas.DeliveryAgreement;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SecondContact;
import org.jspecify.annotations.Nullable;

/**
 * What may be agreed about deliveries: within these bounds a slip of the operator neither floods a partner nor gives a
 * delivery up within the hour, nor leaves an urgent one without a receipt for longer than the exchange usually retries.
 * Checked before an entry is signed, and again when it is read. Stateless.
 */
public final class AgreementChecks {
    /** Most requests at once that may be agreed. */
    public static final int MOST_AT_ONCE = 64;

    private static final int MOST_STEPS = 20;
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;
    private static final int LONGEST_SPAN = 30 * DAY;
    private static final int LATEST_RECEIPT = 7 * DAY;
    private static final int MOST_PER_SECOND = 10_000;
    private static final int MOST_FALLBACKS = 8;
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

    private AgreementChecks() {}

    /** One problem a field that is out of bounds, as its path in the entry and what it must be; empty for none. */
    public static List<String> problems(Participant participant) {
        List<String> problems = new ArrayList<>();
        within("dueWithinSeconds", participant.getDueWithinSeconds(), 1, LATEST_RECEIPT, problems);
        DeliveryAgreement agreement = participant.getAgreement();
        if (agreement != null) {
            agreed(participant.getParticipantId(), agreement).forEach(problem -> problems.add("agreement." + problem));
        }
        return problems;
    }

    private static List<String> agreed(String own, DeliveryAgreement agreement) {
        List<String> problems = new ArrayList<>();
        steps(agreement.getRetrySteps(), problems);
        within("retrySpan", agreement.getRetrySpan(), HOUR, LONGEST_SPAN, problems);
        within("longestRetryAfter", agreement.getLongestRetryAfter(), 0, DAY, problems);
        within("mostAtOnce", agreement.getMostAtOnce(), 1, MOST_AT_ONCE, problems);
        within("mostPerSecond", agreement.getMostPerSecond(), 1, MOST_PER_SECOND, problems);
        second(agreement.getSecondContact(), problems);
        fallbacks(own, agreement.getFallbackPartners(), problems);
        return problems;
    }

    private static void steps(List<Integer> steps, List<String> problems) {
        if (steps.size() > MOST_STEPS) {
            problems.add("retrySteps: at most " + MOST_STEPS);
        }
        IntStream.range(0, Math.min(steps.size(), MOST_STEPS))
                .forEach(i -> within("retrySteps[" + i + "]", steps.get(i), 1, DAY, problems));
    }

    private static void within(String field, @Nullable Integer value, int least, int most, List<String> problems) {
        if (value != null && (value < least || value > most)) {
            problems.add(field + ": from " + least + " to " + most);
        }
    }

    private static void second(@Nullable SecondContact contact, List<String> problems) {
        Endpoint endpoint = contact == null ? null : contact.getEndpoint();
        if (endpoint != null) {
            EndpointChecks.check("secondContact.endpoint", endpoint, problems);
        }
    }

    private static void fallbacks(String own, List<String> partners, List<String> problems) {
        if (partners.size() > MOST_FALLBACKS) {
            problems.add("fallbackPartners: at most " + MOST_FALLBACKS);
        }
        if (!partners.stream().allMatch(id -> ID.matcher(id).matches() && !id.equals(own))) {
            problems.add("fallbackPartners: ids of other participants");
        }
    }
}
