package org.harborlight.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.harborlight.schemas.token.SoftToken;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.runtime.SeparateServices;
import org.harborlight.standalone.runtime.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateway and processor sign with keys in a token, made so that they stay there and entered as the runbook says, in
 * processes of their own. What submitters and desks believe of it is the directory's entry, as with any key. Skipped where
 * there is no SoftHSM.
 */
final class TokenKeysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SOME = 5;
    private static final String RECEIPT = "receipt-2";
    private static final String DELIVERY = "delivery-2";

    private SoftToken token;
    private KillableExchange exchange;
    private RotatingLoad load;
    private OperatorsAtWork operators;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        token = SoftToken.make();
        exchange = new KillableExchange(folder.resolve("data"), SeparateServices.Instances.ONE_EACH);
        operators = new OperatorsAtWork(exchange, Files.createDirectories(folder.resolve("files")));
        Path kit = exchange.root().resolve("submitters").resolve(KillableExchange.submitterId());
        load = new RotatingLoad(
                exchange.services().gatewayUrls(), RotationScene.tls(kit), exchange.sealing(), exchange.published());
        exchange.fetching().begin();
    }

    @AfterEach
    void stop() {
        if (load != null) {
            load.close();
        }
        if (exchange != null) {
            exchange.close();
        }
    }

    @Test
    void shouldSignReceiptsAndDeliveriesThatVerifyWhenTheirKeysAreInAToken() throws Exception {
        enterKeys();
        restart(exchange.services().processors().getFirst(), "processor-1", "delivery", DELIVERY);
        restart(exchange.services().gateways().getFirst(), "gateway-1", "receipt", RECEIPT);

        load.receiptedBy(RECEIPT);
        load.begin();
        await("receipts of the key in the token")
                .atMost(PATIENCE)
                .until(() -> load.accepted().size() >= SOME);
        load.endWith(exchange);
        assertThat(exchange.desk().notices())
                .isNotEmpty()
                .allSatisfy(noticeId -> assertThat(exchange.desk().genuine(noticeId))
                        .map(DeliveryCheck.Genuine::signedBy)
                        .hasValueSatisfying(keys -> assertThat(keys).containsOnly(DELIVERY)));
    }

    private void enterKeys() throws IOException {
        for (String purpose : List.of("receipt-1", "delivery-1", "connector-1", "sealing-1")) {
            operators.show(exchange.root().resolve("keys").resolve(purpose + ".pem"), purpose);
        }
        for (String alias : List.of(RECEIPT, DELIVERY)) {
            token.makeKey(alias, "EC", "-groupname", "secp256r1");
            Path certificate = operators.files().resolve(alias + ".pem");
            token.exportCertificate(alias, certificate);
            operators.showCertified(certificate, alias);
        }
        Files.writeString(
                operators.files().resolve("exchange.yaml"),
                RotationFiles.exchange(exchange.root().resolve("pki"), Map.of(), RECEIPT + " " + DELIVERY));
        operators.apply();
        await("the new keys are published").atMost(PATIENCE).until(() -> {
            exchange.published().read(exchange.clients().getFirst());
            return exchange.published().has(RECEIPT) && exchange.published().has(DELIVERY);
        });
    }

    /** With the key in the token, and no other. */
    private void restart(ServiceProcess service, String name, String purpose, String alias) throws IOException {
        String settings = """

                %1$s.key.id=%2$s
                %1$s.key.token.alias=%2$s
                token.library=%3$s
                token.slot=%4$s
                token.pin.file=%5$s
                """.formatted(purpose, alias, token.library(), token.slot(), token.pin());
        exchange.restart(
                service,
                name,
                text -> text.lines()
                                .filter(line -> !line.startsWith(purpose + ".key."))
                                .collect(Collectors.joining("\n"))
                        + settings);
    }
}
