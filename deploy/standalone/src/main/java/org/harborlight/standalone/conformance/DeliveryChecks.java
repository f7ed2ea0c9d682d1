package org.harborlight.standalone.conformance;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.standalone.conformance.Finding.Verdict;

/** Whether the partner takes what is right. */
final class DeliveryChecks {
    private static final Set<String> NO_CONTACT =
            Set.of("timeout", "unreachable", "name-not-resolved", "answer-too-large");
    private static final Set<String> OUT_OF_ORDER = Set.of("status-408", "status-429");

    private final Partner partner;
    private final TestDeliveries deliveries;
    private final TestPushes pushes;
    private final InstantSource clock;

    DeliveryChecks(Partner partner, TestDeliveries deliveries, TestPushes pushes, InstantSource clock) {
        this.partner = partner;
        this.deliveries = deliveries;
        this.pushes = pushes;
        this.clock = clock;
    }

    /** The first delivery, the receipt that may come with it, and the same delivery once more. */
    List<Finding> delivery() {
        SignedDelivery first = pushes.signed(deliveries.next());
        Instant sent = clock.instant();
        TestPush push = pushes.push(first, first.id(), sent);
        Reply reply = partner.send(push);
        PushAnswer answer = partner.judge(push, reply).getFirst();
        List<Finding> found = new ArrayList<>();
        if (answer instanceof PushAnswer.Receipted && reply instanceof Reply.Answered answered) {
            found.add(Check.DELIVERY.found(
                    Verdict.PASS, "receipted within " + answered.took().toMillis() + " ms"));
        } else {
            found.add(Check.DELIVERY.found(Verdict.FAIL, code(answer)));
        }
        found.add(signedReceipt(reply, answer));
        found.add(repeat(first, sent, answer));
        return found;
    }

    private Finding signedReceipt(Reply reply, PushAnswer answer) {
        if (!Partner.isSigned(reply)) {
            return partner.hasKeys()
                    ? Check.SIGNED_RECEIPT.found(Verdict.WARN, "unsigned, though its keys are given")
                    : Check.SIGNED_RECEIPT.skipped("unsigned");
        }
        if (!partner.hasKeys()) {
            return Check.SIGNED_RECEIPT.found(Verdict.WARN, "signed; not judged, its keys are not given");
        }
        return answer instanceof PushAnswer.Receipted
                ? Check.SIGNED_RECEIPT.found(Verdict.PASS, "signed")
                : Check.SIGNED_RECEIPT.found(Verdict.FAIL, code(answer));
    }

    /** As the connector tries again: the same delivery under the same id, in a request of another time and signature. */
    private Finding repeat(SignedDelivery first, Instant sent, PushAnswer before) {
        if (!(before instanceof PushAnswer.Receipted)) {
            return Check.REPEAT.skipped("the first one was not receipted");
        }
        TestPush push = pushes.push(first, first.id(), later(sent));
        PushAnswer again = partner.judge(push, partner.send(push)).getFirst();
        return again instanceof PushAnswer.Receipted receipted
                ? Check.REPEAT.found(
                        Verdict.PASS, receipted.repeated() ? "receipted as a repeat" : "receipted; not called a repeat")
                : Check.REPEAT.found(Verdict.FAIL, code(again));
    }

    /** Timestamps are in whole seconds; one second ahead is well within what a partner allows. */
    private Instant later(Instant sent) {
        Instant next = sent.plusSeconds(1);
        Instant now = clock.instant();
        return now.isAfter(next) ? now : next;
    }

    Finding keepAlive() {
        try (PartnerConnection connection = partner.open()) {
            for (int i = 0; i < 2; i++) {
                TestPush push = pushes.push(deliveries.next());
                PushAnswer answer =
                        partner.judge(push, partner.send(push, connection)).getFirst();
                if (!(answer instanceof PushAnswer.Receipted)) {
                    return Check.KEEP_ALIVE.found(
                            Verdict.WARN, i == 0 ? code(answer) : "a handshake for each delivery: " + code(answer));
                }
            }
            return Check.KEEP_ALIVE.found(Verdict.PASS, "both receipted");
        } catch (IOException e) {
            return Check.KEEP_ALIVE.found(Verdict.WARN, Faults.code(e));
        }
    }

    Finding stillWell() {
        TestPush push = pushes.push(deliveries.next());
        PushAnswer answer = partner.judge(push, partner.send(push)).getFirst();
        return answer instanceof PushAnswer.Receipted
                ? Check.STILL_WELL.found(Verdict.PASS, "receipted")
                : Check.STILL_WELL.found(Verdict.FAIL, code(answer));
    }

    Finding answerSize() {
        return partner.answeredTooMuch()
                ? Check.ANSWER_SIZE.found(Verdict.FAIL, "answer-too-large")
                : Check.ANSWER_SIZE.found(Verdict.PASS, "the largest had " + partner.largestAnswer() + " bytes");
    }

    /** Whether it was out of reach or out of order, and so says nothing about what was sent. */
    static boolean provesNothing(PushAnswer answer) {
        return answer instanceof PushAnswer.Failed failed
                && (NO_CONTACT.contains(failed.reason())
                        || failed.reason().startsWith("status-5")
                        || OUT_OF_ORDER.contains(failed.reason()));
    }

    static String code(PushAnswer answer) {
        return answer instanceof PushAnswer.Refused refused ? "refused: " + refused.reason() : answer.code();
    }
}
