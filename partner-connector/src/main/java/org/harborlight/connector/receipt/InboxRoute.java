package org.harborlight.connector.receipt;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.harborlight.connector.inbox.Inbox;
import org.harborlight.connector.inbox.InboxAnswer;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/inbox?cursor=&limit=&wait=}: a page of the caller's deliveries and the cursor behind it. Without a cursor
 * it begins at the oldest delivery that is kept. Runs on an event loop and does not block.
 */
final class InboxRoute {
    private static final int USUAL = 20;
    private static final int MOST = 100;
    private static final int LONGEST_WAIT = 60;

    private final Inbox inbox;

    InboxRoute(Inbox inbox) {
        this.inbox = inbox;
    }

    CompletableFuture<Reply> answer(Caller.Partner caller, MultiMap asked) {
        OptionalInt limit = number(asked.get("limit"), USUAL, 1, MOST);
        OptionalInt wait = number(asked.get("wait"), 0, 0, LONGEST_WAIT);
        List<String> wrong = new ArrayList<>();
        if (limit.isEmpty()) {
            wrong.add("/limit");
        }
        if (wait.isEmpty()) {
            wrong.add("/wait");
        }
        if (limit.isEmpty() || wait.isEmpty()) {
            return CompletableFuture.completedFuture(Reply.problem(ProblemType.INVALID_FIELD, wrong));
        }
        Optional<String> cursor = Optional.ofNullable(asked.get("cursor"));
        Inbox.Request request =
                new Inbox.Request(caller.id(), cursor, limit.getAsInt(), Duration.ofSeconds(wait.getAsInt()));
        return inbox.ask(request).thenApply(InboxRoute::reply);
    }

    /** Empty where it is not a number in the range. */
    private static OptionalInt number(@Nullable String text, int usual, int least, int most) {
        if (text == null) {
            return OptionalInt.of(usual);
        }
        if (!text.matches("[0-9]{1,3}")) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(text);
        return number < least || number > most ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static Reply reply(InboxAnswer answer) {
        return switch (answer) {
            case InboxAnswer.Page page -> Reply.json(200, json(page));
            case InboxAnswer.Expired expired -> Reply.cursorExpired(expired.earliest());
            case InboxAnswer.Foreign _ -> Reply.problem(ProblemType.INVALID_CURSOR);
            case InboxAnswer.NotActive _ -> Reply.problem(ProblemType.SUSPENDED);
            case InboxAnswer.Unavailable _ -> Reply.problem(ProblemType.UNAVAILABLE);
        };
    }

    /** The bodies are JSON already, and stay the bytes that they are. */
    private static Buffer json(InboxAnswer.Page page) {
        Buffer json = Buffer.buffer("{\"deliveries\":[", StandardCharsets.UTF_8.name());
        String comma = "";
        for (Buffer body : page.bodies()) {
            json.appendString(comma).appendBuffer(body);
            comma = ",";
        }
        String cursor = new JsonObject().put("cursor", page.cursor()).encode();
        return json.appendString("],").appendString(cursor.substring(1));
    }
}
