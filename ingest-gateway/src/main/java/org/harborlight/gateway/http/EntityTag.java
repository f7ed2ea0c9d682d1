package org.harborlight.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import org.harborlight.schemas.envelope.Sha256;
import org.jspecify.annotations.Nullable;

/** The entity tag of an answer, made of its bytes: equal exactly where the answer is equal (RFC 9110, 8.8.3). */
final class EntityTag {
    private static final int BYTES = 12;

    private EntityTag() {}

    static String of(Buffer body) {
        return '"' + HexFormat.of().formatHex(Sha256.of(body.getBytes()), 0, BYTES) + '"';
    }

    /** Whether {@code If-None-Match} names the tag; weakly, as is its rule. */
    static boolean named(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String one : ifNoneMatch.split(",", -1)) {
            String named = one.strip();
            if (named.equals("*") || (named.startsWith("W/") ? named.substring(2) : named).equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
