package org.harborlight.standalone.demo;

import java.util.Optional;
import org.harborlight.standalone.submitter.ExchangeAnswer;

/**
 * A planned notice and what the exchange answered.
 *
 * @param answer empty when there was no answer at all
 * @param fault why there was none
 */
record Sent(PlannedNotice planned, Optional<ExchangeAnswer> answer, String fault) {
    static Sent answered(PlannedNotice planned, ExchangeAnswer answer) {
        return new Sent(planned, Optional.of(answer), "");
    }

    static Sent unanswered(PlannedNotice planned, Exception fault) {
        return new Sent(planned, Optional.empty(), fault.getClass().getSimpleName());
    }

    boolean accepted() {
        return answer.map(ExchangeAnswer::accepted).orElse(false);
    }

    /** Why it was not accepted, in one code. */
    String reason() {
        return answer.map(ExchangeAnswer::reason).orElse("no-handshake");
    }
}
