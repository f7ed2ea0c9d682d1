package org.harborlight.e2e;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.harborlight.schemas.DirectoryEntry;
import org.harborlight.schemas.Endpoint;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.codec.WireFormat;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;

/**
 * Entries that would lead what is for a desk to a thief: to its address, sealed to its key. Each is the next one of the chain, or one
 * of those before it, and has all that can be had without the keys of two operators. For one thread.
 */
final class ForgedEntries {
    private static final String BELOW = "signatures-below-threshold";

    private final KafkaAdministrator administrator;
    private final WireFormat<SignedEnvelope> format;
    private final DirectoryLoader directory;
    private final List<ConsumerRecord<String, byte[]>> entries;
    private final List<SigningKey> operators;
    private final SecureRandom random = new SecureRandom();

    ForgedEntries(DrilledExchange exchange, KafkaAdministrator administrator) {
        this.administrator = administrator;
        this.format = exchange.services().formats().of(Topics.DIRECTORY, SignedEnvelope.class);
        this.directory = exchange.loader();
        this.entries = administrator.read(Topics.DIRECTORY);
        this.operators = exchange.services().pki().secrets().operators().keys();
        entries.forEach(entry -> directory.apply(format.decode(entry.value())));
    }

    /** Writes them; the reasons why each is to be refused. */
    List<String> write(String deskId, URI address, SealingKey thief) {
        Participant desk = directory.current().participant(deskId).orElseThrow();
        Participant redirected = Participant.newBuilder(desk)
                .setEndpoint(Endpoint.newBuilder()
                        .setUrl(address.toString())
                        .setTrustAnchorPem(
                                Objects.requireNonNull(desk.getEndpoint()).getTrustAnchorPem())
                        .setAllowPrivateAddress(true)
                        .build())
                .setSealingKeys(List.of(thief.publicEntry(Instant.EPOCH)))
                .build();
        List<SignedEnvelope> signed = List.of(
                next(redirected, own("operator-1"), own("operator-2")),
                next(redirected, own("operator-3"), own("operator-4")),
                next(redirected, operators.getFirst(), own("operator-2")),
                next(redirected, operators.getFirst()),
                next(redirected),
                oneSignature(entries.getLast()),
                changed(entries.getLast(), redirected));
        signed.forEach(entry -> put(format.encode(entry)));
        put(entries.getFirst().value());
        put(entries.getLast().value());
        put("an entry".getBytes(StandardCharsets.US_ASCII));
        return Stream.concat(
                        signed.stream().map(_ -> BELOW),
                        Stream.of("not-chained-to-head", "not-chained-to-head", "malformed"))
                .toList();
    }

    private SigningKey own(String operatorId) {
        return SigningKey.generate(operatorId, random);
    }

    private SignedEnvelope next(Participant participant, SigningKey... signers) {
        return DirectorySigner.sign(directory.current(), participant, Instant.now(), List.of(signers));
    }

    private SignedEnvelope oneSignature(ConsumerRecord<String, byte[]> entry) {
        SignedEnvelope genuine = format.decode(entry.value());
        return SignedEnvelope.newBuilder(genuine)
                .setSignatures(genuine.getSignatures().subList(0, 1))
                .build();
    }

    /** Another content under the signatures of two operators. */
    private SignedEnvelope changed(ConsumerRecord<String, byte[]> entry, Participant participant) {
        SignedEnvelope genuine = format.decode(entry.value());
        SingleObject<DirectoryEntry> payloads = SingleObject.of(DirectoryEntry.class);
        DirectoryEntry content = payloads.decode(next(participant).getPayload());
        return SignedEnvelope.newBuilder(genuine)
                .setPayload(ByteBuffer.wrap(payloads.encode(content)))
                .build();
    }

    private void put(byte[] entry) {
        administrator.write(Topics.DIRECTORY, Long.toString(directory.current().sequence() + 1), entry);
    }
}
