package org.harborlight.standalone.runtime;

/** The registry refused the schema of this version: readers and writers of another version could not go on with it. */
public final class IncompatibleSchemaException extends RuntimeException {
    IncompatibleSchemaException(String subject, String recordName, Throwable cause) {
        super(
                "the registry refuses the schema of " + recordName + " of this version under subject " + subject
                        + ": it does not go with the versions before it (FULL_TRANSITIVE). Fields may be added or"
                        + " removed only with a default, types and names stay",
                cause);
    }
}
