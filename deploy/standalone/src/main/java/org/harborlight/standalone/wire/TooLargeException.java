package org.harborlight.standalone.wire;

import java.io.IOException;

/** The head or the body of a message is larger than its reader takes. */
public final class TooLargeException extends IOException {
    TooLargeException(String what) {
        super(what);
    }
}
