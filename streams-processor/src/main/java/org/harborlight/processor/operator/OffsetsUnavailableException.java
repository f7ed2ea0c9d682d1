package org.harborlight.processor.operator;

/** The broker did not tell its offsets; whoever asked must not take that for zero. */
final class OffsetsUnavailableException extends RuntimeException {
    OffsetsUnavailableException(String what, Throwable cause) {
        super(what, cause);
    }
}
