package org.harborlight.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What routes read from the head of a request. */
final class Requests {
    /** Key under which the identified submitter's id is kept, for the log. */
    static final String SUBMITTER = "submitter";

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private Requests() {}

    /** Compares the media type without its parameters. */
    static boolean hasContentType(HttpServerRequest request, String mediaType) {
        String value = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return value != null
                && value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(mediaType);
    }

    /** Declared length of the body; empty when it is not declared, negative when it is not a length. */
    static Optional<Long> declaredLength(HttpServerRequest request) {
        String value = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            return Optional.of(-1L);
        }
    }

    /** A whole number in a query parameter, or what stands for it when it is missing; empty when it is not in the range. */
    static OptionalInt number(RoutingContext context, String parameter, int missing, int least, int most) {
        List<String> values = context.queryParam(parameter);
        if (values.isEmpty()) {
            return OptionalInt.of(missing);
        }
        String text = values.getFirst();
        if (values.size() > 1 || !NUMBER.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        int value = Integer.parseInt(text);
        return value < least || value > most ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** A notice id in its full form only; whatever else stands in the path is not looked up. */
    static Optional<UUID> noticeId(@Nullable String text) {
        return text != null && UUID_FORM.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
