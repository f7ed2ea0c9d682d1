package org.harborlight.standalone.conformance;

import java.util.ArrayList;
import java.util.List;
import org.harborlight.connector.push.PushAnswer;
import org.harborlight.connector.push.SignedDelivery;
import org.harborlight.standalone.conformance.Finding.Verdict;

/** Whether the partner takes several deliveries in one request. */
final class BatchChecks {
    private final Partner partner;
    private final TestDeliveries deliveries;
    private final TestPushes pushes;
    private final RefusalChecks forgeries;

    BatchChecks(Partner partner, TestDeliveries deliveries, TestPushes pushes, RefusalChecks forgeries) {
        this.partner = partner;
        this.deliveries = deliveries;
        this.pushes = pushes;
        this.forgeries = forgeries;
    }

    /** A whole batch of the size that was agreed on. */
    Finding batch(int size) {
        List<SignedDelivery> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(pushes.signed(deliveries.next()));
        }
        List<PushAnswer> answers = send(all);
        long receipted =
                answers.stream().filter(PushAnswer.Receipted.class::isInstance).count();
        if (receipted == size) {
            return Check.BATCH.found(Verdict.PASS, "all " + size + " receipted");
        }
        String code = answers.stream()
                .filter(answer -> !(answer instanceof PushAnswer.Receipted))
                .map(DeliveryChecks::code)
                .findFirst()
                .orElse("");
        return Check.BATCH.found(Verdict.FAIL, receipted + " of " + size + " receipted: " + code);
    }

    /** A right one and a forged one. */
    Finding forgery() {
        SignedDelivery right = pushes.signed(deliveries.next());
        TestPush push = pushes.batch(List.of(right, forgeries.changed(deliveries.next())));
        Reply reply = partner.send(push);
        List<PushAnswer> answers = partner.judge(push, reply);
        PushAnswer forged = answers.getLast();
        if (forged instanceof PushAnswer.Receipted) {
            return Check.BATCH_WITH_FORGERY.found(Verdict.FAIL, "receipted");
        }
        boolean proves = answers.getFirst() instanceof PushAnswer.Receipted
                || (Partner.refuses(reply) && !DeliveryChecks.provesNothing(forged));
        return Check.BATCH_WITH_FORGERY.found(proves ? Verdict.PASS : Verdict.WARN, DeliveryChecks.code(forged));
    }

    private List<PushAnswer> send(List<SignedDelivery> all) {
        TestPush push = pushes.batch(all);
        return partner.judge(push, partner.send(push));
    }
}
