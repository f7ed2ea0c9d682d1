package org.harborlight.standalone.lint;

import java.util.ArrayList;
import java.util.List;

/** Collects what the rules say about one notice. One thread. */
final class Advices {
    private final List<LintFinding> findings = new ArrayList<>();

    void add(Advice advice, String pointer) {
        findings.add(advice.at(pointer));
    }

    void addIf(boolean condition, Advice advice, String pointer) {
        if (condition) {
            add(advice, pointer);
        }
    }

    List<LintFinding> findings() {
        return List.copyOf(findings);
    }
}
