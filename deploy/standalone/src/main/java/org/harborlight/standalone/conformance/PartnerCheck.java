package org.harborlight.standalone.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.standalone.conformance.Finding.Verdict;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.MutualTls;
import org.harborlight.standalone.runtime.TemporaryFolder;

/**
 * The conformance list, from the outside in. What a check finds says something only where those before it have passed:
 * who receipts nothing at all proves nothing by not receipting a forgery. Contacts the endpoint and nothing else. For one
 * thread.
 */
public final class PartnerCheck {
    private static final List<Check> REFUSALS = List.of(
            Check.NO_CLIENT_CERTIFICATE,
            Check.FOREIGN_CLIENT_CERTIFICATE,
            Check.WEBHOOK_UNSIGNED,
            Check.WEBHOOK_OTHER_KEY,
            Check.WEBHOOK_BODY_CHANGED,
            Check.WEBHOOK_OLD,
            Check.WEBHOOK_FUTURE,
            Check.WEBHOOK_OTHER_ID,
            Check.ENVELOPE_CHANGED,
            Check.ENVELOPE_OTHER_KEY,
            Check.ENVELOPE_UNSIGNED,
            Check.OTHER_ADDRESSEE,
            Check.COPY_DIFFERS,
            Check.NOT_A_DELIVERY,
            Check.OVERSIZED);

    private final Target target;
    private final Partner partner;
    private final TransportChecks transport;
    private final DeliveryChecks delivery;
    private final RefusalChecks refusal;
    private final BatchChecks batch;

    /**
     * What is checked.
     *
     * @param trust authority of its server certificate, as the directory would name it, PEM
     * @param receiptKeys public keys with which it signs receipts, where it does
     * @param maxBatch most deliveries in a request; 1 for none of several
     * @param limit for one answer
     */
    public record Target(
            URI url, String partnerId, Path trust, Optional<JwkSet> receiptKeys, int maxBatch, Duration limit) {}

    public PartnerCheck(Target target, CheckKeys keys, InstantSource clock) {
        AvroTrust.install();
        this.target = target;
        this.partner = new Partner(
                target.url(),
                MutualTls.context(keys.certificate(), keys.key(), target.trust()),
                target.limit(),
                entry(target),
                clock);
        TestDeliveries deliveries = new TestDeliveries(target.partnerId(), clock);
        TestPushes pushes = new TestPushes(keys.delivery(), keys.webhook(), clock);
        this.transport = new TransportChecks(partner, clock);
        this.delivery = new DeliveryChecks(partner, deliveries, pushes, clock);
        this.refusal = new RefusalChecks(partner, deliveries, pushes, keys, clock);
        this.batch = new BatchChecks(partner, deliveries, pushes, refusal);
    }

    /** Runs the list; takes as long as the partner does. */
    public List<Finding> run() {
        List<Finding> found = new ArrayList<>();
        found.add(transport.address());
        found.addAll(transport.tls());
        found.add(transport.oldTls());
        Optional<Finding> noHandshake =
                found.stream().filter(one -> failed(one, Check.TLS)).findFirst();
        if (noHandshake.isPresent()) {
            String why = "no handshake: " + noHandshake.get().detail();
            Stream.of(Check.DELIVERY, Check.SIGNED_RECEIPT, Check.REPEAT)
                    .forEach(check -> found.add(check.skipped(why)));
            skipTheRest(found, why);
            return found;
        }
        found.addAll(delivery.delivery());
        if (found.stream().anyMatch(one -> failed(one, Check.DELIVERY))) {
            skipTheRest(found, "no delivery is receipted");
        } else {
            theRest(found);
        }
        return found;
    }

    private void theRest(List<Finding> found) {
        found.add(delivery.keepAlive());
        found.addAll(callers());
        found.addAll(refusal.webhooks());
        found.addAll(refusal.deliveries());
        if (target.maxBatch() > 1) {
            Finding whole = batch.batch(target.maxBatch());
            found.add(whole);
            found.add(
                    failed(whole, Check.BATCH)
                            ? Check.BATCH_WITH_FORGERY.skipped("no batch is receipted")
                            : batch.forgery());
        } else {
            skipBatches(found, "not asked for");
        }
        found.add(delivery.stillWell());
        found.add(delivery.answerSize());
    }

    private List<Finding> callers() {
        try (TemporaryFolder stranger = TemporaryFolder.make("harborlight-check-")) {
            return refusal.callers(target.trust(), stranger.path());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete a temporary folder", e);
        }
    }

    private static void skipTheRest(List<Finding> found, String why) {
        found.add(Check.KEEP_ALIVE.skipped(why));
        REFUSALS.forEach(check -> found.add(check.skipped(why)));
        skipBatches(found, why);
        found.add(Check.STILL_WELL.skipped(why));
        found.add(Check.ANSWER_SIZE.skipped(why));
    }

    private static void skipBatches(List<Finding> found, String why) {
        found.add(Check.BATCH.skipped(why));
        found.add(Check.BATCH_WITH_FORGERY.skipped(why));
    }

    private static boolean failed(Finding finding, Check check) {
        return finding.verdict() == Verdict.FAIL
                && finding.check().equals(check.found(Verdict.FAIL, "").check());
    }

    /** As the directory would have it. */
    static Participant entry(Target target) {
        return Participant.newBuilder()
                .setParticipantId(target.partnerId())
                .setName(target.partnerId())
                .setKind(StakeholderKind.NGO)
                .setStatus(ParticipantStatus.ACTIVE)
                .setSubmits(false)
                .setReceives(true)
                .setReleaseProfile(new ReleaseProfile(List.of(), false))
                .setSigningKeys(target.receiptKeys().map(JwkSet::keys).orElse(List.of()).stream()
                        .filter(key -> VerificationKey.signsWith(key.getAlgorithm()))
                        .toList())
                .build();
    }
}
