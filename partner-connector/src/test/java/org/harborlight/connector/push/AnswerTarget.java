package org.harborlight.connector.push;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.EnvelopeSigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.jspecify.annotations.Nullable;

/**
 * What partners answer to a push, for fuzzing: bodies, alone and of a batch, the time they ask to be left alone, and
 * the address that they want it sent to.
 */
public final class AnswerTarget {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final PushRequest.Item ONE = new PushRequest.Item("one", "11");
    private static final PushRequest.Item TWO = new PushRequest.Item("two", "22");

    private AnswerTarget() {}

    public static List<ParserTarget> targets() {
        SigningKey key = SigningKey.generate("partner-1", new SecureRandom());
        Participant partner = Participant.newBuilder()
                .setParticipantId("partner")
                .setName("Partner")
                .setKind(StakeholderKind.HOTLINE)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(false)
                .setReceives(true)
                .setSigningKeys(List.of(key.publicEntry(Instant.EPOCH)))
                .setReleaseProfile(new ReleaseProfile(List.of(), false))
                .build();
        PushRequest single = new PushRequest(List.of(ONE), partner, Map.of(), Buffer.buffer());
        PushRequest several = new PushRequest(List.of(ONE, TWO), partner, Map.of(), Buffer.buffer());
        String receipt = DsseJson.tree(new EnvelopeSigner(key)
                        .sign(
                                MediaTypes.PARTNER_RECEIPT,
                                "{\"deliveryId\":\"one\",\"partnerId\":\"partner\",\"digest\":\"11\",\"at\":\"now\"}"
                                        .getBytes(StandardCharsets.UTF_8)))
                .toString();
        String echo = "{\"deliveryId\":\"one\",\"digest\":\"11\",\"receipt\":" + receipt + "}";
        return List.of(
                ParserTarget.ofText(
                        "answer",
                        body -> Stream.of(single, several)
                                .forEach(request ->
                                        Stream.of(200, 409, 422).forEach(status -> read(status, null, body, request))),
                        echo,
                        "[" + echo + ",{\"deliveryId\":\"two\",\"digest\":\"22\"}]",
                        "{\"refusal\":\"not-ours\"}",
                        "<html>"),
                ParserTarget.ofText(
                        "retry-after",
                        header -> {
                            read(503, header, "", single);
                            EventPush.judge(429, header, new byte[0], single, NOW);
                        },
                        "120",
                        "99999999999999999999",
                        "Fri, 27 Nov 2026 10:00:00 GMT"),
                ParserTarget.ofText(
                        "endpoint-url",
                        PushClients::usable,
                        "https://desk.example:8443/harborlight?x=%20",
                        "https://user@[::1]:99999/",
                        "https://\u0000/"));
    }

    private static void read(int status, @Nullable String retryAfter, String body, PushRequest request) {
        AnswerReader.read(status, retryAfter, body.getBytes(StandardCharsets.UTF_8), request, NOW);
    }
}
