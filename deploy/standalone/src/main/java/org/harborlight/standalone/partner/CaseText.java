package org.harborlight.standalone.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.harborlight.schemas.Delivery;
import org.harborlight.schemas.DeliveryReason;
import org.harborlight.schemas.SharedNotice;
import org.harborlight.schemas.codec.AvroJson;

/** A delivery in lines that a person reads. URLs and addresses are defanged. */
public final class CaseText {
    private CaseText() {}

    /** What is in the clear: what happened, who said so, and why this partner received it. */
    public static List<String> summary(Delivery delivery) {
        List<String> lines = new ArrayList<>();
        lines.add("Case " + delivery.getCaseId() + ", version " + delivery.getVersion() + " on the "
                + delivery.getLane() + " lane, " + delivery.getKind());
        lines.add("  for        " + delivery.getPartnerId() + " (" + delivery.getRecipientKind()
                + (delivery.getRecipientCountry() == null ? "" : ", " + delivery.getRecipientCountry()) + ")");
        lines.add("  harms      " + names(delivery.getHarms()) + ", priority " + delivery.getPriority());
        for (DeliveryReason reason : delivery.getReasons()) {
            lines.add("  because    " + reason.getText() + " [rule " + reason.getRuleId() + ", rules "
                    + reason.getRulesVersion() + "]");
        }
        if (!delivery.getSafeguards().isEmpty()) {
            lines.add("  safeguards " + String.join(", ", delivery.getSafeguards()));
        }
        lines.add("  may open   "
                + (delivery.getReleasedSections().isEmpty() ? "nothing" : names(delivery.getReleasedSections())));
        for (SharedNotice notice : delivery.getNotices()) {
            lines.add("  notice     " + notice(notice));
        }
        return lines;
    }

    /** The sections that the partner could open, and those it could not. */
    public static List<String> sections(SectionOpener.Opened opened) {
        List<String> lines = new ArrayList<>();
        for (OpenedSection section : opened.sections()) {
            lines.add("");
            lines.add(section.kind() + " of notice " + section.noticeId() + " by " + section.submitterId());
            print(AvroJson.toJson(section.content()), "  ", lines);
        }
        for (SectionOpener.Unopened closed : opened.unopened()) {
            lines.add("");
            lines.add(closed.kind() + " of notice " + closed.noticeId() + " stays closed: " + closed.reason());
        }
        return lines;
    }

    private static String notice(SharedNotice notice) {
        StringBuilder text = new StringBuilder()
                .append(notice.getOrigin().getNoticeId())
                .append(" by ")
                .append(notice.getOrigin().getSubmitterId())
                .append(", made ")
                .append(notice.getCreatedAt())
                .append(", accepted ")
                .append(notice.getOrigin().getAcceptedAt());
        if (notice.getLink() != null) {
            text.append(", ").append(notice.getLink());
        }
        if (notice.getRetracted() != null) {
            text.append(", WITHDRAWN: ").append(notice.getRetracted());
        }
        if (notice.getUnlinked()) {
            text.append(", NOT OF THIS CASE: it has one of its own");
        }
        if (notice.getConflict()) {
            text.append(", CONFLICT: sent with two contents");
        }
        return text.toString();
    }

    private static void print(JsonNode node, String indent, List<String> lines) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue();
            if (value.isValueNode()) {
                lines.add(indent + field.getKey() + ": " + Defang.text(PlainText.prose(value.asText())));
            } else if (value.isArray()) {
                for (JsonNode element : value) {
                    printElement(field.getKey(), element, indent, lines);
                }
            } else {
                lines.add(indent + field.getKey());
                print(value, indent + "  ", lines);
            }
        }
    }

    private static void printElement(String name, JsonNode element, String indent, List<String> lines) {
        if (element.isValueNode()) {
            lines.add(indent + name + ": " + Defang.text(PlainText.prose(element.asText())));
        } else {
            lines.add(indent + name);
            print(element, indent + "  ", lines);
        }
    }

    private static String names(List<?> values) {
        return values.stream().map(Objects::toString).collect(Collectors.joining(", "));
    }
}
