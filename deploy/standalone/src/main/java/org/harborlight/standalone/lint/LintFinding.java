package org.harborlight.standalone.lint;

/**
 * One thing to say about a notice. No text repeats a value of the notice.
 *
 * @param code stable name; for an error the gateway's problem type
 * @param pointer JSON pointer into the file
 * @param what what is wrong
 * @param why why it matters
 * @param fix how to put it right
 */
public record LintFinding(Severity severity, String code, String pointer, String what, String why, String fix) {}
