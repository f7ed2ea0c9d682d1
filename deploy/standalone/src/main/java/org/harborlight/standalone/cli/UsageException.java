package org.harborlight.standalone.cli;

/** What the caller asked for cannot be done as asked. The message says what to do instead; exit code 2. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
