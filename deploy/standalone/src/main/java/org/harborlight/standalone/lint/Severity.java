package org.harborlight.standalone.lint;

/** How much a finding weighs; the most serious first. */
public enum Severity {
    /** The notice would be refused. */
    ERROR,
    /** It would be accepted, and may help less or reveal more than it should. */
    WARNING,
    /** Worth knowing; often right as it is. */
    INFO
}
