package org.harborlight.standalone.lint;

import java.util.Arrays;
import org.harborlight.schemas.notice.Finding;
import org.harborlight.standalone.submitter.FieldForm;

/** The gateway's problem types that a notice alone can cause, explained. */
enum Refusal {
    INVALID_FIELD(Finding.INVALID_FIELD, "A desk could misread it, or the exchange could not route it.", ""),
    FUTURE_TIMESTAMP(
            Finding.FUTURE_TIMESTAMP,
            "A wrong clock makes every other time doubtful.",
            "Leave createdAt out, or set the clock of the machine."),
    STALE_TIMESTAMP(
            Finding.STALE_TIMESTAMP,
            "What is older than 30 days can rarely be acted on, and may be a replay.",
            "Leave createdAt out, and give the time of the incident in incidentFrom and incidentTo."),
    MEDIA_NOT_ACCEPTED(
            Finding.MEDIA_NOT_ACCEPTED,
            "The exchange never carries material.",
            "Take it out; refer to it by digest, and to where it is preserved in EVIDENCE."),
    TOO_LARGE(
            "too-large",
            "The gateway reads no further.",
            "Shorten the sections, or split the content over FOLLOW_UPs.");

    private final String problem;
    private final String why;
    private final String fix;

    Refusal(String problem, String why, String fix) {
        this.problem = problem;
        this.why = why;
        this.fix = fix;
    }

    String problem() {
        return problem;
    }

    static LintFinding explain(String problem, String pointer, String what) {
        Refusal refusal = Arrays.stream(values())
                .filter(known -> known.problem.equals(problem))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no explanation of problem " + problem));
        String fix = refusal.fix.isEmpty() ? fromSchema(pointer) : refusal.fix;
        return new LintFinding(Severity.ERROR, problem, pointer, what, refusal.why, fix);
    }

    private static String fromSchema(String pointer) {
        return FieldForm.at(pointer)
                .map(form -> form.doc() + " Expected is " + form.expected() + ".")
                .orElse("See the notice's schema.");
    }
}
