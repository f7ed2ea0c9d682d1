package org.harborlight.standalone.conformance;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.connector.push.WebhookSigner;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.Priority;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.standalone.conformance.Finding.Verdict;
import org.harborlight.standalone.pki.LocalAuthority;
import org.harborlight.standalone.pki.MutualTls;

/**
 * Whether the partner receipts anything that it must not: each push is right but for one thing. It passes where it
 * refuses, or breaks off; not to answer, to be out of order, or to say 2xx without a receipt proves nothing.
 */
final class RefusalChecks {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int OVERSIZED = 16 * 1024 * 1024;
    private static final String SOMEBODY_ELSE = "harborlight-check-nobody";

    private final Partner partner;
    private final TestDeliveries deliveries;
    private final TestPushes pushes;
    private final CheckKeys keys;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    RefusalChecks(Partner partner, TestDeliveries deliveries, TestPushes pushes, CheckKeys keys, InstantSource clock) {
        this.partner = partner;
        this.deliveries = deliveries;
        this.pushes = pushes;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * From callers whom it must not know. The stranger bears the right name: only its authority is wrong.
     *
     * @param trust authority of the partner's server certificate
     * @param folder for a certificate that is made up; the caller's to delete
     */
    List<Finding> callers(Path trust, Path folder) {
        LocalAuthority stranger = LocalAuthority.open(folder, "stranger", clock, random);
        stranger.issue(folder, keys.caller());
        SSLContext foreign = MutualTls.insisting(folder.resolve("certificate.pem"), folder.resolve("key.pem"), trust);
        return List.of(
                refused(Check.NO_CLIENT_CERTIFICATE, pushes.push(deliveries.next()), MutualTls.anonymous(trust)),
                refused(Check.FOREIGN_CLIENT_CERTIFICATE, pushes.push(deliveries.next()), foreign));
    }

    List<Finding> webhooks() {
        SigningKey otherKey = SigningKey.generate(keys.webhook().keyId(), random);
        TestPushes byAnother = new TestPushes(keys.delivery(), otherKey, clock);
        Instant now = clock.instant();
        TestPush right = pushes.push(deliveries.next());
        SignedDelivery other = pushes.signed(deliveries.next());
        return List.of(
                refused(Check.WEBHOOK_UNSIGNED, pushes.push(deliveries.next()).with(WebhookSigner.SIGNATURE, "")),
                believable(Check.WEBHOOK_OTHER_KEY, byAnother.push(deliveries.next())),
                refused(Check.WEBHOOK_BODY_CHANGED, right.with(padded(right.body(), right.body().length + 1))),
                believable(Check.WEBHOOK_OLD, dated(now.minus(HOUR))),
                believable(Check.WEBHOOK_FUTURE, dated(now.plus(HOUR))),
                refused(Check.WEBHOOK_OTHER_ID, pushes.push(other, other.id() + "-other", now)));
    }

    private TestPush dated(Instant at) {
        SignedDelivery signed = pushes.signed(deliveries.next());
        return pushes.push(signed, signed.id(), at);
    }

    List<Finding> deliveries() {
        SigningKey otherKey = SigningKey.generate(keys.delivery().keyId(), random);
        TestPushes byAnother = new TestPushes(otherKey, keys.webhook(), clock);
        Delivery right = deliveries.next();
        SignedDelivery unsigned = pushes.signed(deliveries.next());
        SignedDelivery junk = pushes.signed(deliveries.next());
        SignedDelivery large = pushes.signed(deliveries.next());
        return List.of(
                refused(Check.ENVELOPE_CHANGED, pushes.push(changed(right))),
                refused(Check.ENVELOPE_OTHER_KEY, byAnother.push(deliveries.next())),
                refused(Check.ENVELOPE_UNSIGNED, pushes.push(withoutSignature(unsigned))),
                refused(Check.OTHER_ADDRESSEE, pushes.push(deliveries.nextFor(SOMEBODY_ELSE))),
                copyDiffers(),
                refused(Check.NOT_A_DELIVERY, pushes.junk(junk, "no delivery".getBytes(StandardCharsets.UTF_8))),
                refused(Check.OVERSIZED, pushes.push(large, padded(TestPushes.body(large), OVERSIZED))));
    }

    /** Only warned of: the copy comes from the connector, which signs the request. */
    private Finding copyDiffers() {
        SignedDelivery forAnother = pushes.signed(deliveries.nextFor(SOMEBODY_ELSE));
        TestPush push = pushes.withCopyFor(partner.id(), forAnother);
        Finding found = refused(Check.COPY_DIFFERS, push);
        return found.verdict() == Verdict.FAIL ? Check.COPY_DIFFERS.found(Verdict.WARN, found.detail()) : found;
    }

    /** Says something more urgent than what was signed. */
    SignedDelivery changed(Delivery right) {
        return TestPushes.underSignatureOf(
                pushes.signed(right).envelope(),
                Delivery.newBuilder(right).setPriority(Priority.URGENT).build());
    }

    private static SignedDelivery withoutSignature(SignedDelivery signed) {
        return SignedDelivery.of(
                SignedEnvelope.newBuilder(signed.envelope())
                        .setSignatures(List.of())
                        .build(),
                signed.delivery());
    }

    /** The same JSON, longer. */
    private static byte[] padded(byte[] json, int length) {
        byte[] padded = Arrays.copyOf(json, length);
        Arrays.fill(padded, json.length, length, (byte) ' ');
        return padded;
    }

    /**
     * With another key of the exchange, or a clock that is right, it would be taken: nothing that the partner may refuse
     * for good.
     */
    private Finding believable(Check check, TestPush push) {
        Reply reply = partner.send(push);
        PushAnswer answer = judge(push, reply);
        Finding found = judged(check, reply, answer);
        return answer instanceof PushAnswer.Refused && found.verdict() == Verdict.PASS
                ? check.found(Verdict.WARN, "for good, " + found.detail())
                : found;
    }

    private Finding refused(Check check, TestPush push) {
        Reply reply = partner.send(push);
        return judged(check, reply, judge(push, reply));
    }

    private Finding refused(Check check, TestPush push, SSLContext shown) {
        Reply reply = partner.send(push, shown);
        return judged(check, reply, judge(push, reply));
    }

    private PushAnswer judge(TestPush push, Reply reply) {
        return partner.judge(push, reply).getFirst();
    }

    private static Finding judged(Check check, Reply reply, PushAnswer answer) {
        if (answer instanceof PushAnswer.Receipted) {
            return check.found(Verdict.FAIL, "receipted");
        }
        boolean proves = Partner.refuses(reply) && !DeliveryChecks.provesNothing(answer);
        return check.found(proves ? Verdict.PASS : Verdict.WARN, DeliveryChecks.code(answer));
    }
}
