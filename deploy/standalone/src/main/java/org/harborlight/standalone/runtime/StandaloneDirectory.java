package org.harborlight.standalone.runtime;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.Topics;
import org.harborlight.schemas.codec.WireFormats;
import org.harborlight.service.ServiceConfig.DirectoryTrust;
import org.harborlight.standalone.pki.ExchangePki;

/**
 * The directory of an exchange on one machine: its entries are signed with every key of the data folder that is an operator's. The
 * first start decides from which entry on a participant's accession is asked for: from the first one of a new exchange,
 * from the next one of an exchange that has entries without. For one thread.
 */
final class StandaloneDirectory {
    private final Map<String, Object> kafka;
    private final WireFormats formats;
    private final ExchangePki pki;
    private final DataFolder data;
    private final InstantSource clock;

    StandaloneDirectory(
            Map<String, Object> kafka, WireFormats formats, ExchangePki pki, DataFolder data, InstantSource clock) {
        this.kafka = kafka;
        this.formats = formats;
        this.pki = pki;
        this.data = data;
        this.clock = clock;
    }

    /** Appends what the directory does not say yet; returns how many entries it was asked for. */
    int publish(ExchangeSettings settings, List<Participant> participants) {
        DirectoryPublisher directory = publisher(accessionsFrom());
        directory.load();
        List<SpecificRecord> entries = new ArrayList<>();
        entries.add(pki.exchangeKeys(Instant.EPOCH));
        entries.addAll(settings.jurisdictions());
        entries.add(settings.rules());
        entries.addAll(participants);
        directory.publish(entries);
        return entries.size();
    }

    long accessionsFrom() {
        OptionalLong decided = data.accessionsFrom();
        if (decided.isPresent()) {
            return decided.getAsLong();
        }
        AtomicLong afterTheLastWithout = new AtomicLong();
        publisher(Long.MAX_VALUE).load(snapshot -> {
            if (snapshot.participants().stream().anyMatch(participant -> participant.getAccession() == null)) {
                afterTheLastWithout.set(snapshot.sequence() + 1);
            }
        });
        long from = afterTheLastWithout.get();
        data.accessionsFrom(from);
        return from;
    }

    private DirectoryPublisher publisher(long accessionsFrom) {
        List<PublicKeyEntry> operators = pki.secrets().operatorPublicKeys();
        DirectoryTrust trust = new DirectoryTrust(operators, operators.size(), accessionsFrom, Optional.empty());
        return new DirectoryPublisher(
                kafka,
                formats.of(Topics.DIRECTORY, SignedEnvelope.class),
                trust.loader(formats),
                pki.secrets().operators(),
                clock);
    }
}
