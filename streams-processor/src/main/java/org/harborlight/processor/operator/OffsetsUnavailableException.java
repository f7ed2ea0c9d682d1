package org.harborlight.processor.operator;

import org.apache.kafka.common.errors.TimeoutException;

/** The broker did not tell its offsets; whoever asked must not take that for zero. */
final class OffsetsUnavailableException extends RuntimeException {
    OffsetsUnavailableException(String what, Throwable cause) {
        super(what, cause);
    }

    /** It may tell when it is asked again. */
    boolean late() {
        return getCause() instanceof TimeoutException;
    }
}
