package org.harborlight.schemas.registry;

/** The registry refused, did not know, or could not be reached. */
public final class SchemaRegistryException extends RuntimeException {
    private final boolean notFound;

    SchemaRegistryException(String message, boolean notFound, Throwable cause) {
        super(message, cause);
        this.notFound = notFound;
    }

    /** Whether the registry answered that there is no such thing. */
    public boolean notFound() {
        return notFound;
    }
}
