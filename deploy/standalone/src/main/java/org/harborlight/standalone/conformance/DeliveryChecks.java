package org.harborlight.standalone.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.standalone.conformance.Finding.Verdict;

/** Whether the partner takes what is right. */
final class DeliveryChecks {
    private final Partner partner;
    private final TestDeliveries deliveries;
    private final TestPushes pushes;

    DeliveryChecks(Partner partner, TestDeliveries deliveries, TestPushes pushes) {
        this.partner = partner;
        this.deliveries = deliveries;
        this.pushes = pushes;
    }

    /** The first delivery, the receipt that may come with it, and the same delivery once more. */
    List<Finding> delivery() {
        TestPush push = pushes.push(deliveries.next());
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
        found.add(repeat(push, answer));
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

    private Finding repeat(TestPush first, PushAnswer before) {
        if (!(before instanceof PushAnswer.Receipted)) {
            return Check.REPEAT.skipped("the first one was not receipted");
        }
        PushAnswer again = partner.judge(first, partner.send(first)).getFirst();
        return again instanceof PushAnswer.Receipted receipted
                ? Check.REPEAT.found(
                        Verdict.PASS, receipted.repeated() ? "receipted as a repeat" : "receipted; not called a repeat")
                : Check.REPEAT.found(Verdict.FAIL, code(again));
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

    static String code(PushAnswer answer) {
        return answer instanceof PushAnswer.Refused refused ? "refused: " + refused.reason() : answer.code();
    }
}
