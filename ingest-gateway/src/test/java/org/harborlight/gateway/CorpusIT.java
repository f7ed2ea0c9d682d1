package org.harborlight.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.harborlight.gateway.verify.EnvelopeForm;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.corpus.CorpusKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every file of the public corpus, sent to a gateway that runs: exactly its problem, and the gateway goes on. */
@ExtendWith(GatewayExtension.class)
@Timeout(60)
final class CorpusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningGateway running;

    CorpusIT(RunningGateway running) {
        this.running = running;
    }

    @Test
    void shouldAnswerEachFileAsItsNameSays() throws IOException {
        TestExchange exchange = running.exchange;
        exchange.publishKeys(exchange.keys.exchangeOfTheCorpus());
        exchange.enterCorpus();
        // The corpus has a time of its own, which the brokers do not know.
        exchange.topics.leaveUndated(Topics.CANARY);
        GatewayConfig config = exchange.config(running.ledger.url(), Map.of());
        try (Gateway gateway = Gateway.start(config, () -> CorpusKeys.NOW);
                TestClient client =
                        new TestClient(running.tls(exchange.certificate(CorpusKeys.SUBMITTER)), gateway.port())) {
            await().atMost(PATIENCE).until(() -> client.get("/v1/keys").status() == 200);

            for (CorpusFile file : CorpusFile.all()) {
                Answer answer = send(client, file);
                assertThat(problem(answer)).as("%s", file.path()).isEqualTo(file.problem());
                assertThat(answer.status()).as("%s", file.path()).isLessThan(500);
            }
            assertThat(client.get("/v1/keys").status()).isEqualTo(200);
        } finally {
            exchange.publishKeys(exchange.keys.exchange());
        }
    }

    /** The brokers may not have been heard of yet when the first valid ones come: as a submitter, again then. */
    private static Answer send(TestClient client, CorpusFile file) {
        return await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> submit(client, file), answer -> answer.status() != 503);
    }

    private static Answer submit(TestClient client, CorpusFile file) throws IOException {
        String type = file.form() == EnvelopeForm.JSON ? MediaTypes.DSSE_JSON : MediaTypes.SIGNED_NOTICE;
        return client.submit(BodyPublishers.ofByteArray(file.bytes()), type, _ -> {});
    }

    private static String problem(Answer answer) {
        if (answer.status() == 202) {
            return "";
        }
        JsonObject problem = answer.json();
        return problem.getString("type").substring("urn:harborlight:problem:".length());
    }
}
