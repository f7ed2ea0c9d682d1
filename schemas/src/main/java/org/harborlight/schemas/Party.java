package org.harborlight.schemas;

import java.util.Locale;
import org.jspecify.annotations.NullMarked;

/** Who comes to the brokers, each as a principal of its own. */
@NullMarked
public enum Party {
    GATEWAY,
    PROCESSOR,
    CONNECTOR,
    /** The commands that an operator gives, with operator keys. */
    OPERATOR;

    /** As people, and the tags of the AsyncAPI document, call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
