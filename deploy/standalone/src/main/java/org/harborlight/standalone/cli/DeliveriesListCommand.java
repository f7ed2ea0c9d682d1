package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.harborlight.schemas.DeliveryState;
import org.harborlight.schemas.DeliveryStatus;
import org.harborlight.standalone.operator.DeliveryList;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.operator.Places;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deliveries that have not arrived. */
@Command(
        name = "list",
        description = {
            "Lists the deliveries without a receipt: pending ones, and those that ended refused, expired or dead-lettered,",
            "oldest change first."
        })
final class DeliveriesListCommand extends Subcommand {
    /** What can be asked for. */
    enum Standing {
        PENDING,
        REFUSED,
        EXPIRED,
        DEAD_LETTERED
    }

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--state", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private @Nullable Standing state;

    @Option(names = "--partner", paramLabel = "ID", description = "Only those for this partner.")
    private @Nullable String partner;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<DeliveryState> found;
        try (OperatorTopics topics = cluster.open()) {
            found = new DeliveryList(topics).find(this::wanted);
        }
        if (json) {
            print(json(found));
        } else {
            found.forEach(delivery -> out().println(line(delivery)));
            out().println(found.size() + (found.size() == 1 ? " delivery" : " deliveries"));
        }
        return HarborlightCommand.OK;
    }

    private boolean wanted(DeliveryState delivery) {
        boolean standing = state == null
                ? delivery.getState() != DeliveryStatus.RECEIPTED
                : delivery.getState().name().equals(state.name());
        return standing && (partner == null || partner.equals(delivery.getPartnerId()));
    }

    private static String line(DeliveryState delivery) {
        return String.format(
                Locale.ROOT,
                "%-13s %s  %s  %s  %d attempts  %s  %s",
                delivery.getState(),
                delivery.getUpdatedAt(),
                delivery.getPartnerId(),
                delivery.getLane().name().toLowerCase(Locale.ROOT),
                delivery.getAttempts(),
                Objects.requireNonNullElse(delivery.getReason(), "-"),
                delivery.getDeliveryId());
    }

    private static ArrayNode json(List<DeliveryState> found) {
        ArrayNode all = JSON.createArrayNode();
        for (DeliveryState delivery : found) {
            ObjectNode one = all.addObject()
                    .put("deliveryId", delivery.getDeliveryId())
                    .put("partnerId", delivery.getPartnerId())
                    .put("lane", delivery.getLane().name())
                    .put("caseId", delivery.getCaseId())
                    .put("version", delivery.getVersion())
                    .put("submitterId", delivery.getSubmitterId())
                    .put("noticeId", delivery.getNoticeId())
                    .put("state", delivery.getState().name())
                    .put("reason", delivery.getReason())
                    .put("attempts", delivery.getAttempts())
                    .put("acceptedAt", delivery.getAcceptedAt().toString())
                    .put("updatedAt", delivery.getUpdatedAt().toString());
            one.put("nextAttemptAt", Objects.toString(delivery.getNextAttemptAt(), null));
            one.put("record", delivery.getSource() == null ? null : Places.text(delivery.getSource()));
            if (delivery.getRedrive() != null) {
                one.putObject("redrive")
                        .put("commandId", delivery.getRedrive().getCommandId())
                        .put("at", delivery.getRedrive().getAt().toString())
                        .put("from", delivery.getRedrive().getFrom().name());
            }
        }
        return all;
    }
}
