package org.harborlight.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.standalone.partner.PartnerServer;
import org.harborlight.standalone.partner.PushReceiver;
import org.harborlight.standalone.partner.WebhookSignature;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.LocalParticipants;
import org.harborlight.standalone.runtime.Participants;

/** The status webhook of the local submitter: keeps what is signed by the exchange, each event once, as it came. */
final class ToldSubmitter implements AutoCloseable {
    /** What one event said. */
    record Told(String webhookId, JsonNode body) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExchangePki pki;
    private final ExchangePki.Kit kit;
    private final PartnerServer server;
    private final WebhookSignature signature;
    private final Map<String, ConcurrentLinkedQueue<Told>> byNotice = new ConcurrentHashMap<>();

    ToldSubmitter(DataFolder data, ExchangePki pki) {
        this.pki = pki;
        this.signature = new WebhookSignature(
                List.of(VerificationKey.of(pki.secrets().connector().publicEntry(Instant.EPOCH))));
        this.kit = pki.submitterKit(data.submitter(LocalParticipants.SUBMITTER), LocalParticipants.SUBMITTER);
        this.server = new PartnerServer(LocalParticipants.tls(kit), 0);
        server.answerWith(this::receive);
    }

    /** The submitter's entry in the directory, with this webhook. */
    Participant entry(Participant submitter) {
        return Participants.acceded(
                Participant.newBuilder(submitter)
                        .setStatusWebhook(Endpoint.newBuilder()
                                .setUrl(server.endpoint().toString())
                                .setTrustAnchorPem(pki.submitters().certificatePem())
                                .setAllowPrivateAddress(true)
                                .build())
                        .build(),
                kit);
    }

    /** In the order of arrival. */
    List<Told> about(String noticeId) {
        return List.copyOf(byNotice.getOrDefault(noticeId, new ConcurrentLinkedQueue<>()));
    }

    private PushReceiver.Answer receive(PushReceiver.Push push) {
        if (!signature.valid(push.id(), push.timestamp(), push.signature(), push.body(), Instant.now())) {
            return new PushReceiver.Answer(401, "{}");
        }
        try {
            JsonNode body = JSON.readTree(push.body());
            var told = byNotice.computeIfAbsent(body.path("noticeId").asText(), _ -> new ConcurrentLinkedQueue<>());
            if (told.stream().noneMatch(known -> known.webhookId().equals(push.id()))) {
                told.add(new Told(push.id(), body));
            }
            return new PushReceiver.Answer(200, "{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
