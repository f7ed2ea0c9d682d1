package org.harborlight.gateway;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.harborlight.gateway.http.ProblemType;
import org.harborlight.schemas.DeclaredFact;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.JurisdictionBasis;
import org.harborlight.schemas.MediaTypes;
import org.harborlight.schemas.NoticeFixtures;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.SealedSection;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.notice.Submission;

/**
 * For each problem type a request that leads to it, with the canary wherever the request has room for it. A new problem
 * type does not compile until it has one.
 */
final class Provocations {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};

    private final RunningGateway running;
    private final TestKeys keys;
    private final TestNotices notices;

    Provocations(RunningGateway running) {
        this.running = running;
        this.keys = running.exchange.keys;
        this.notices = running.exchange.notices;
    }

    Answer provoke(ProblemType type) throws IOException {
        TestClient client = running.client;
        return switch (type) {
            case MALFORMED_REQUEST -> raw("GET /v1/notices/%zz" + TestNotices.CANARY + " HTTP/1.1\r\nHost: a\r\n\r\n");
            case MALFORMED_ENVELOPE -> client.submit(TestNotices.CANARY.getBytes(StandardCharsets.UTF_8));
            case MALFORMED_BATCH -> client.submitBatch(TestNotices.CANARY.getBytes(StandardCharsets.UTF_8));
            case INVALID_PARAMETER -> client.get("/v1/notices?limit=" + TestNotices.CANARY);
            case INVALID_CURSOR -> client.get("/v1/notices?after=" + TestNotices.CANARY);
            case MALFORMED_NOTICE -> submit(cutShort(payload()), keys.current);
            case UNKNOWN_KEY -> submit(payload(), keys.stranger.withId("stranger-" + TestNotices.CANARY));
            case BAD_SIGNATURE -> client.submit(tampered());
            case KEY_NOT_VALID -> submit(payload(), keys.expired);
            case SUBMITTER_MISMATCH ->
                running.client(RunningGateway.OTHER_SUBMITTER).submit(sound());
            case SUSPENDED -> running.client(RunningGateway.SUSPENDED).submit(sound());
            case CERTIFICATE_REVOKED -> running.revoked().submit(sound());
            case REVOCATION_UNKNOWN -> running.lapsed().submit(sound());
            case NOT_FOUND -> client.get("/v1/" + TestNotices.CANARY);
            case NOT_YET_KNOWN -> client.get("/v1/notices/" + UUID.randomUUID());
            case METHOD_NOT_ALLOWED -> client.send("/v1/notices", HttpRequest.Builder::DELETE);
            case REQUEST_TIMEOUT -> raw(head("Content-Length: 100") + TestNotices.CANARY);
            case TOO_LARGE -> client.submit(new byte[192 * 1024 + 1]);
            case UNSUPPORTED_MEDIA_TYPE ->
                client.submit(
                        BodyPublishers.ofByteArray(TestNotices.body(sound())), "text/" + TestNotices.CANARY, _ -> {});
            case UNKNOWN_SCHEMA -> submit(ofAnotherSchema(payload()), keys.current);
            case INVALID_FIELD -> client.submit(notices.bare(invalid()));
            case FUTURE_TIMESTAMP -> client.submit(made(Instant.now().plus(Duration.ofHours(1))));
            case STALE_TIMESTAMP -> client.submit(made(Instant.now().minus(Duration.ofDays(31))));
            case MEDIA_NOT_ACCEPTED -> client.submit(withPicture());
            case RATE_LIMITED -> second(new ParticipantLimits(1, 10, null));
            case URGENT_QUOTA -> second(new ParticipantLimits(10, 1, null));
            case TOO_MANY_WAITING -> oneTooMany();
            case TOO_MANY_CONNECTIONS -> oneConnectionTooMany();
            case UNAVAILABLE -> running.client.get("/v1/notices/" + noticeOfABrokenLedger());
            case FAULT -> throw new IllegalArgumentException("no request may lead to a fault");
        };
    }

    /** Fields that cannot hold what they hold, and hold the canary. */
    IncidentNotice.Builder invalid() {
        DeclaredFact nowhere = NoticeFixtures.fact(TestNotices.CANARY, JurisdictionBasis.HOSTING);
        return notices.standard(RunningGateway.SUBMITTER)
                .setHarms(List.of())
                .setService(TestNotices.CANARY.repeat(20))
                .setJurisdictionFacts(List.of(NoticeFixtures.fact("IE", JurisdictionBasis.HOSTING), nowhere))
                .setRefersTo(TestNotices.CANARY);
    }

    static String head(String header) {
        return "POST /v1/notices HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + MediaTypes.SIGNED_NOTICE + "\r\n"
                + header + "\r\n\r\n";
    }

    Answer raw(String request) throws IOException {
        try (RawConnection connection = running.client.raw()) {
            connection.send(request);
            return connection.answer();
        }
    }

    private Answer submit(byte[] payload, SigningKey key) {
        return running.client.submit(Submission.sign(payload, null, key));
    }

    private SignedNotice sound() {
        return notices.sealed(notices.standard(RunningGateway.SUBMITTER));
    }

    private byte[] payload() {
        return TestNotices.payload(notices.standard(RunningGateway.SUBMITTER));
    }

    private SignedNotice tampered() {
        SignedNotice notice = sound();
        byte[] payload = Bytes.copy(notice.getPayload());
        payload[payload.length - 1] ^= 1;
        notice.setPayload(ByteBuffer.wrap(payload));
        return notice;
    }

    private static byte[] cutShort(byte[] payload) {
        return Arrays.copyOf(payload, payload.length - 1);
    }

    private static byte[] ofAnotherSchema(byte[] payload) {
        payload[5] ^= 1;
        return payload;
    }

    private SignedNotice made(Instant at) {
        return notices.bare(notices.standard(RunningGateway.SUBMITTER).setCreatedAt(at));
    }

    private SignedNotice withPicture() {
        byte[] picture = Arrays.copyOf(PNG, 64);
        SealedSection section =
                new SealedSection(SectionKind.NARRATIVE, ByteBuffer.wrap(new byte[12]), ByteBuffer.wrap(picture));
        return notices.bare(notices.standard(RunningGateway.SUBMITTER).setSections(List.of(section)));
    }

    private Answer second(ParticipantLimits limits) {
        String submitterId = "limited-" + UUID.randomUUID().toString().substring(0, 8);
        TestClient client = running.join(submitterId, limits);
        client.submit(notices.sealed(notices.urgent(submitterId)));
        return client.submit(notices.sealed(notices.urgent(submitterId)));
    }

    private Answer oneConnectionTooMany() throws IOException {
        String request = "GET /v1/keys?" + TestNotices.CANARY + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        TestClient client = running.join("many-" + UUID.randomUUID().toString().substring(0, 8), null);
        Deque<RawConnection> open = new ArrayDeque<>();
        try {
            while (open.size() < RunningGateway.CONNECTIONS) {
                open.add(client.raw());
            }
            return await().until(
                            () -> {
                                open.add(client.raw());
                                open.getLast().send(request);
                                return open.getLast().answer();
                            },
                            answer -> answer.status() == 429);
        } finally {
            for (RawConnection connection : open) {
                connection.close();
            }
        }
    }

    /** In every place that the submitter has, one waits already for a notice that never comes. */
    private Answer oneTooMany() throws IOException {
        TestClient client =
                running.join("waiting-" + UUID.randomUUID().toString().substring(0, 8), null);
        Deque<RawConnection> waiting = new ArrayDeque<>();
        try {
            while (waiting.size() < RunningGateway.WAITING) {
                String noticeId = UUID.randomUUID().toString();
                waiting.push(client.raw());
                waiting.element().send("GET /v1/notices/" + noticeId + "?wait=30 HTTP/1.1\r\nHost: localhost\r\n\r\n");
                // It has its place once the ledger is asked again.
                await().atMost(RunningGateway.PATIENCE)
                        .until(() -> running.ledger.asked(noticeId).size() > 1);
            }
            return client.get("/v1/notices/" + UUID.randomUUID() + "?wait=1");
        } finally {
            for (RawConnection connection : waiting) {
                connection.close();
            }
        }
    }

    private String noticeOfABrokenLedger() {
        String noticeId = UUID.randomUUID().toString();
        running.ledger.reply(RunningGateway.SUBMITTER, noticeId, 500, TestNotices.CANARY);
        return noticeId;
    }
}
