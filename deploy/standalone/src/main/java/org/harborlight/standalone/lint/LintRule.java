package org.harborlight.standalone.lint;

/** Looks at one side of a notice that the gateway would accept. Stateless. */
@FunctionalInterface
interface LintRule {
    void look(Subject subject, Advices advices);
}
