package org.harborlight.standalone.operator;

import java.util.List;
import org.harborlight.schemas.envelope.SigningKey;

/**
 * Who commands, and why.
 *
 * @param name in the operator's own words; the signature is what counts
 * @param keys as many operator keys as the exchange asks for
 */
public record Operator(String name, String reason, List<SigningKey> keys) {
    public Operator {
        keys = List.copyOf(keys);
    }
}
