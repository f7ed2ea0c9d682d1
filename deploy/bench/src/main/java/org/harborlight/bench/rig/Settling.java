package org.harborlight.bench.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;
import org.harborlight.standalone.runtime.BalanceText;
import org.harborlight.standalone.runtime.ManagementClient;

/** Waits until everything that was accepted is through, and tells what the books say then. */
public final class Settling {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_NANOS = 1_800_000_000_000L; // a flood of five minutes leaves a long backlog

    private Settling() {}

    /**
     * Waits on the calling thread.
     *
     * @param processor management port
     */
    public static ObjectNode of(URI processor, Consumer<String> progress) throws InterruptedException {
        progress.accept("waiting for the books");
        long start = System.nanoTime();
        while (true) {
            JsonNode books = look(processor);
            if (BalanceText.settled(books) && !books.path("settling").asBoolean()) {
                ObjectNode json = JSON.createObjectNode();
                json.put("exact", BalanceText.exact(books));
                json.put("settledAfterSeconds", (System.nanoTime() - start) / 1_000_000_000.0);
                json.set("processed", books.path("processed"));
                json.set("deliveries", books.path("deliveries"));
                json.set("problems", books.path("problems"));
                return json;
            }
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new IllegalStateException("the books did not settle: " + books);
            }
            progress.accept("waiting for the books: in flight " + books.path("inFlight") + ", pending "
                    + books.path("deliveries").path("pending"));
            Thread.sleep(2_000);
        }
    }

    /** What the books say now; missing while the processor has too much behind it to tell in time. */
    public static JsonNode look(URI processor) {
        try (ManagementClient client = new ManagementClient()) {
            return client.get(processor, "/balance").body();
        } catch (IOException busy) {
            return MissingNode.getInstance();
        }
    }
}
