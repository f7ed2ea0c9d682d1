package org.harborlight.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.schemas.Lane;
import org.junit.jupiter.api.Test;

/** Endpoints whose name leads to several addresses, or nowhere in time. */
class EndpointNameIT extends Scenario {
    EndpointNameIT(TestExchange exchange) {
        super(exchange);
    }

    @Test
    void shouldDeliverWithOneAttemptWhenOnlyTheLastAddressAnswers() throws IOException {
        TestPartner partner = partner(joining -> joining.named(TestNames.SEVERAL));
        try (ServerSocket _ =
                new ServerSocket(partner.server.port(), 5, InetAddress.ofLiteral(TestNames.SILENT_ADDRESS))) {
            connector();

            String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));

            DeliveryState state = awaitState(id, DeliveryStatus.RECEIPTED);
            assertThat(state.getAttempts()).isEqualTo(1);
            assertThat(partner.server.received(id)).hasSize(1);
        }
    }

    @Test
    void shouldEndTheAttemptInTimeWhenTheNameServerIsSilent() {
        TestPartner partner = partner(joining -> joining.named(TestNames.SLOW));
        connector("one", Map.of("push.timeout.ms", "500"));
        try {
            String id = exchange.deliver(Deliveries.to(partner.id, Lane.STANDARD));

            await().atMost(PATIENCE).until(() -> history(id).stream().anyMatch(state -> state.getAttempts() >= 2));
            assertThat(state(id).getReason()).isEqualTo("name-not-resolved");
            assertThat(state(id).getState()).isEqualTo(DeliveryStatus.PENDING);
        } finally {
            TestNames.answerSlow();
        }
    }
}
