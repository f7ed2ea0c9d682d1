package org.harborlight.gateway.verify;

/** How a submitted envelope is written. The signed bytes within are the same in each form. */
public enum EnvelopeForm {
    /** SignedNotice in Avro single-object encoding. */
    AVRO,
    /** DSSE JSON with {@code sectionKeys} beside it. */
    JSON
}
