package org.harborlight.schemas.codec;

/** The schema that this version writes is not among those of a subject: the exchange was not made ready for it. */
public final class SchemaNotRegisteredException extends RuntimeException {
    SchemaNotRegisteredException(String subject, String recordName, Throwable cause) {
        super(
                "subject " + subject + " does not have the schema of " + recordName
                        + " that this version writes: run init of this version first",
                cause);
    }
}
