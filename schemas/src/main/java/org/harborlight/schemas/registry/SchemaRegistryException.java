package org.harborlight.schemas.registry;

/** The registry refused, did not know, or could not be reached. */
public final class SchemaRegistryException extends RuntimeException {
    private final Kind kind;

    enum Kind {
        NOT_FOUND,
        INCOMPATIBLE,
        FAULT
    }

    SchemaRegistryException(String message, Kind kind, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Whether the registry answered that there is no such thing. */
    public boolean notFound() {
        return kind == Kind.NOT_FOUND;
    }

    /** Whether the registry refused a schema that does not go with those that it has. */
    public boolean incompatible() {
        return kind == Kind.INCOMPATIBLE;
    }
}
