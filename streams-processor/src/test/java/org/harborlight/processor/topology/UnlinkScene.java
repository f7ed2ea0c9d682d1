package org.harborlight.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.harborlight.schemas.Command;
import org.harborlight.schemas.CommandEffect;
import org.harborlight.schemas.CommandKind;
import org.harborlight.schemas.CommandResult;
import org.harborlight.schemas.CommandedIncident;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.Lane;
import org.harborlight.schemas.SharedNotice;

/** Two operators of the test exchange who take incidents out of cases of the standard lane. */
record UnlinkScene(TestExchange exchange, LaneDriver lane) {
    /** The command for the incident of the notice. */
    Command.Builder order(IncidentNotice notice) {
        return of(subject(notice));
    }

    Command.Builder of(CommandedIncident.Builder subject) {
        return Command.newBuilder()
                .setCommandId(UUID.randomUUID().toString())
                .setKind(CommandKind.UNLINK)
                .setIncident(subject.build())
                .setOperator("anna")
                .setReason("two children")
                .setAt(lane.now());
    }

    CommandedIncident.Builder subject(IncidentNotice notice) {
        return CommandedIncident.newBuilder()
                .setSubmitterId(notice.getSubmitterId())
                .setReference(reference(notice))
                .setLane(Lane.STANDARD);
    }

    String reference(IncidentNotice notice) {
        return reference(exchange, notice);
    }

    static String reference(TestExchange exchange, IncidentNotice notice) {
        return exchange.identifiers.reference(notice.getSubmitterId(), notice.getIncidentKey());
    }

    /** Case that the notice was joined to. */
    String sharedCase(IncidentNotice notice) {
        return sharedCase(exchange, notice);
    }

    static String sharedCase(TestExchange exchange, IncidentNotice notice) {
        return exchange.identifiers.caseId(exchange.identifiers.caseKey(notice).orElseThrow());
    }

    /** Case that its incident has once it is unlinked. */
    String ownCase(IncidentNotice notice) {
        return ownCase(exchange, notice);
    }

    static String ownCase(TestExchange exchange, IncidentNotice notice) {
        return exchange.identifiers.caseId(exchange.identifiers.caseKeyOfUnlinked(reference(exchange, notice)));
    }

    void give(Command command) {
        lane.command(command, exchange.operator, exchange.secondOperator);
    }

    /** Has the incident of the notice unlinked; what came of it can still be read. */
    void unlink(IncidentNotice notice) {
        give(order(notice).build());
        assertThat(answer().getEffect()).isEqualTo(CommandEffect.APPLIED);
    }

    CommandResult answer() {
        List<CommandResult> results = lane.commandResults();
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    String refusal(Command command) {
        give(command);
        CommandResult result = answer();
        assertThat(result.getEffect()).isEqualTo(CommandEffect.REFUSED);
        return result.getReason();
    }

    /** The newest delivery about the case among these. */
    static Delivery newest(List<Delivery> deliveries, String caseId) {
        return deliveries.stream()
                .filter(delivery -> delivery.getCaseId().equals(caseId))
                .reduce((_, later) -> later)
                .orElseThrow(() -> new AssertionError("nothing about the case"));
    }

    /** Ids of the notices that say something in the delivery. */
    static List<String> standing(Delivery delivery) {
        return delivery.getNotices().stream()
                .filter(notice -> !notice.getUnlinked() && notice.getRetracted() == null)
                .map(notice -> notice.getOrigin().getNoticeId())
                .toList();
    }

    /** What the delivery says of notices that are no longer of its case. */
    static List<SharedNotice> unlinked(Delivery delivery) {
        return delivery.getNotices().stream().filter(SharedNotice::getUnlinked).toList();
    }
}
