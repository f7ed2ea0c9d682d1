package org.harborlight.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.harborlight.connector.push.PushRequest;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.wire.HttpMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a partner's keys an answer is judged by its bytes all the same. */
final class PartnerTest {
    @TempDir
    private static Path folder;

    private static Partner partner;
    private static TestPush push;

    @BeforeAll
    static void makeKeys() {
        CheckedPartner checked = new CheckedPartner(folder.resolve("data"));
        partner = checked.seen(URI.create("https://localhost:1/"));
        push = checked.pushes().push(new TestDeliveries(CheckedPartner.ID, CheckedPartner.CLOCK).next());
    }

    @Test
    void shouldTakeAReceiptOfAKeyThatIsNotGiven() {
        assertThat(code(signed(MediaTypes.PARTNER_RECEIPT).toString())).isEqualTo("receipted");
    }

    @Test
    void shouldNotMendWhatIsWrongBesides() {
        String right = signed(MediaTypes.PARTNER_RECEIPT).toString();
        assertThat(code(right + " trailing")).isEqualTo("no-echo");
        assertThat(code(right.replaceFirst("\\{", "{\"digest\":\"00\","))).isEqualTo("no-echo");
        assertThat(code(echo().put("receipt", 5).toString())).isEqualTo("receipt-malformed");
        assertThat(code(signed(MediaTypes.DELIVERY).toString())).isEqualTo("receipt-wrong-type");
        assertThat(code(signed(MediaTypes.PARTNER_RECEIPT).put("digest", "00").toString()))
                .isEqualTo("wrong-echo");
    }

    private static ObjectNode signed(String mediaType) {
        SigningKey key = SigningKey.generate("desk-1", new SecureRandom());
        ObjectNode echo = echo();
        echo.set(
                "receipt",
                DsseJson.tree(
                        new EnvelopeSigner(key).sign(mediaType, echo.toString().getBytes(StandardCharsets.UTF_8))));
        return echo;
    }

    private static ObjectNode echo() {
        PushRequest.Item item = push.items().getFirst();
        return new ObjectMapper()
                .createObjectNode()
                .put("deliveryId", item.deliveryId())
                .put("digest", item.digest());
    }

    private static String code(String body) {
        HttpMessage response = new HttpMessage("HTTP/1.1 200 OK", Map.of(), body.getBytes(StandardCharsets.UTF_8));
        return partner.judge(push, new Reply.Answered(response, Duration.ZERO))
                .getFirst()
                .code();
    }
}
