package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryKind;
import org.harborlight.standalone.page.CaseFolder;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.InboxPull;
import org.harborlight.standalone.submitter.ExchangeAnswer;

/** What `case pull` says: cases as they come, faults at once, and the sum of both. For one thread. */
final class PullReport {
    private final CaseFolder folder;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final List<Delivery> kept = new ArrayList<>();
    private final List<String> notVerified = new ArrayList<>();
    private final Map<String, String> notAcknowledged = new LinkedHashMap<>();
    private boolean expired;
    private boolean reached = true;

    PullReport(CaseFolder folder, PrintWriter out, PrintWriter err, boolean json) {
        this.folder = folder;
        this.out = out;
        this.err = err;
        this.json = json;
    }

    void page(InboxPull.Step.Page page) {
        for (DeliveryCheck.Genuine genuine : page.kept()) {
            Delivery delivery = genuine.delivery();
            kept.add(delivery);
            say((delivery.getKind() == DeliveryKind.CASE_RETRACTED ? "WITHDRAWN " : "") + "case "
                    + delivery.getCaseId() + " version " + delivery.getVersion() + " " + delivery.getLane() + " "
                    + delivery.getKind() + " " + delivery.getPriority() + "  " + folder.page(delivery.getCaseId()));
        }
        for (String reason : page.notGenuine()) {
            notVerified.add(reason);
            complain("a delivery is NOT what it says and was not acknowledged: " + reason
                    + ". It is kept under unverified/. Is the file with the exchange's keys up to date? If so, tell the"
                    + " exchange's operator");
        }
        page.notTaken().forEach((deliveryId, reason) -> {
            notAcknowledged.put(deliveryId, reason);
            complain("delivery " + deliveryId + " is kept, but its acknowledgement was not taken: " + reason
                    + "; the next pull repeats it");
        });
    }

    void expired() {
        expired = true;
        complain(
                "deliveries were deleted by the exchange before this desk fetched them; going on with the earliest that"
                        + " is kept. Ask the exchange's operator what they were");
    }

    void refused(ExchangeAnswer answer) {
        complain("the exchange gave no deliveries: " + answer.reason()
                + switch (answer.reason()) {
                    case "invalid-cursor" ->
                        "; " + folder.cursor()
                                + " was not made for this desk: remove it to begin at the oldest delivery";
                    case "not-a-partner", "suspended" -> "; ask the exchange's operator";
                    default -> "";
                });
    }

    void noAnswer(URI connector, IOException fault) {
        complain("no answer from " + connector + " (" + fault + "); nothing is lost, the next try goes on from here");
    }

    void notReached() {
        reached = false;
    }

    boolean good() {
        return reached && !expired && notVerified.isEmpty() && notAcknowledged.isEmpty();
    }

    /** The end of a pass. */
    void summary(URI connector) {
        if (json) {
            print(toJson(connector).toPrettyString());
        } else if (kept.isEmpty()) {
            say(good() ? "nothing new" : "nothing kept");
        } else {
            long cases = kept.stream().map(Delivery::getCaseId).distinct().count();
            say(kept.size() + " deliveries kept, of " + cases + " cases");
        }
    }

    /** What has come since the last line, if anything; then forgotten. */
    void line(URI connector) {
        if (json && !(kept.isEmpty() && good())) {
            print(toJson(connector).toString());
        }
        kept.clear();
        notVerified.clear();
        notAcknowledged.clear();
        expired = false;
    }

    private ObjectNode toJson(URI connector) {
        ObjectNode root = Subcommand.JSON
                .createObjectNode()
                .put("good", good())
                .put("connector", connector.toString())
                .put("kept", kept.size());
        ArrayNode cases = root.putArray("cases");
        Map<String, Delivery> latest = new LinkedHashMap<>();
        kept.forEach(delivery -> latest.put(delivery.getCaseId(), delivery));
        latest.forEach((caseId, delivery) -> cases.addObject()
                .put("caseId", caseId)
                .put("deliveryId", delivery.getDeliveryId())
                .put("version", delivery.getVersion())
                .put("lane", delivery.getLane().name())
                .put("kind", delivery.getKind().name())
                .put("priority", delivery.getPriority().name())
                .put("page", folder.page(caseId).toString())
                .put("json", folder.json(caseId).toString()));
        notVerified.forEach(root.putArray("notVerified")::add);
        ObjectNode open = root.putObject("notAcknowledged");
        notAcknowledged.forEach(open::put);
        return root.put("expired", expired).put("reached", reached);
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }

    private void say(String line) {
        if (!json) {
            print(line);
        }
    }

    private void complain(String line) {
        err.println("harborlight: " + line);
        err.flush();
    }
}
