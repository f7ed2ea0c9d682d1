package org.harborlight.standalone.lint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.harborlight.standalone.submitter.Placeholder;
import org.harborlight.standalone.submitter.PlainNotice;
import org.harborlight.standalone.submitter.PlainNoticeJson;
import org.harborlight.standalone.submitter.TokenKey;

/**
 * Checks a hand-written notice without an exchange and without a submitter's folder: errors are what would be refused,
 * warnings and infos are advice. Thread-safe.
 */
public final class NoticeLint {
    private static final String ANYONE = "submitter";
    private static final TokenKey THROWN_AWAY = TokenKey.of("lint", new byte[32]);
    private static final List<LintRule> RULES = List.of(
            new UrgencyRule(),
            new PlaceRule(),
            new PersonRule(),
            new ContentRule(),
            new EvidenceRule(),
            new ClearTextRule());

    private final GatewayCheck gateway = new GatewayCheck();
    private final InstantSource clock;

    public NoticeLint(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What there is to say, the most serious first.
     *
     * @throws org.harborlight.standalone.submitter.PlainNoticeException when the file is not a notice at all
     */
    public List<LintFinding> lint(byte[] file) {
        ObjectNode written = PlainNoticeJson.tree(file);
        List<String> open = Placeholder.pointers(written);
        if (!open.isEmpty()) {
            return open.stream().map(NoticeLint::placeholder).toList();
        }
        Instant now = clock.instant();
        PlainNotice plain = new PlainNoticeJson(ANYONE, Optional.of(THROWN_AWAY)).read(file, now);
        List<LintFinding> findings = new ArrayList<>(gateway.check(plain, now));
        Advices advices = new Advices();
        Subject subject = new Subject(written, plain, now);
        RULES.forEach(rule -> rule.look(subject, advices));
        findings.addAll(advices.findings());
        findings.sort(Comparator.comparing(LintFinding::severity));
        return List.copyOf(findings);
    }

    private static LintFinding placeholder(String pointer) {
        return new LintFinding(
                Severity.ERROR,
                "placeholder",
                pointer,
                "is still to be filled in",
                "A notice with a placeholder is never sent.",
                "Write what is true, or delete the field.");
    }
}
