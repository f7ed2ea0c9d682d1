package org.harborlight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.harborlight.gateway.status.LedgerAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That whoever waits for news is told in the end, whatever goes wrong with the question. */
final class NewsWatchTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final LedgerAnswer KNOWN = new LedgerAnswer.Known(Buffer.buffer("{}"));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void shouldGiveTheFirstAnswerThatIsNews() {
        assertThat(until(() -> Future.succeededFuture(KNOWN), KNOWN::equals).toCompletionStage())
                .succeedsWithin(SOON)
                .isEqualTo(KNOWN);
    }

    @Test
    void shouldFailWhenAskingThrows() {
        assertFails(() -> {
            throw new IllegalStateException("no such peer");
        });
    }

    @Test
    void shouldFailWhenTheAnswerFails() {
        assertFails(() -> Future.failedFuture(new IllegalStateException("no such peer")));
    }

    @Test
    void shouldFailWhenAnAnswerCannotBeJudged() {
        Future<LedgerAnswer> told = until(() -> Future.succeededFuture(KNOWN), _ -> {
            throw new IllegalStateException("not JSON");
        });

        assertThat(told.toCompletionStage())
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("not JSON");
    }

    private void assertFails(Supplier<Future<LedgerAnswer>> question) {
        assertThat(until(question, _ -> true).toCompletionStage())
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("no such peer");
    }

    private Future<LedgerAnswer> until(Supplier<Future<LedgerAnswer>> question, Predicate<LedgerAnswer> news) {
        NewsWatch watch = new NewsWatch(vertx, question, news, () -> false);
        Promise<LedgerAnswer> told = Promise.promise();
        vertx.runOnContext(_ -> watch.until(Duration.ofMinutes(1)).onComplete(told));
        return told.future();
    }
}
