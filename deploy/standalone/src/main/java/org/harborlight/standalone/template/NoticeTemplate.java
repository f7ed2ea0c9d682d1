package org.harborlight.standalone.template;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificData;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.NoticeAnnotation;
import org.harborlight.standalone.submitter.Placeholder;

/** A notice about one harm to fill in, as JSON with comments that {@code notice lint} and {@code notice submit} read. */
public final class NoticeTemplate {
    private static final List<String> RULES = List.of(
            "Replace every \"" + Placeholder.TEXT
                    + "\", or delete what you do not know; what is commented out may stay so."
                    + " Suggested values are a start: write what is true.",
            "Nowhere, in no form: an image, a video, or a part of one. Only digests that you computed yourself, never the"
                    + " hash of a list that was shared with you (matchedList names the list).",
            "Outside \"sections\", never: a name, an account or screen name, an e-mail address, a phone number, a URL, a full"
                    + " IP address. \"of\" in a token is the one exception: it is digested before anything is sent.",
            "In REPORTED_PERSON, never anything about the child. In NARRATIVE, no more than a desk needs to act.",
            "noticeId, submitterId, createdAt and kind may be left out: submitting sets them.",
            "Neither a statutory filing nor an emergency line.");

    private NoticeTemplate() {}

    /** The text for a harm, ending with a line break; not for UNSPECIFIED. */
    public static String text(HarmType harm) {
        HarmGuide guide = HarmGuides.of(harm);
        List<String> lines = new ArrayList<>();
        lines.addAll(Comments.of("A notice about " + harm + "."));
        RULES.forEach(rule -> lines.addAll(Comments.of("- " + rule)));
        lines.addAll(Comments.of("For this harm:"));
        if (!guide.fitting().isEmpty()) {
            lines.addAll(Comments.of("- annotations that may fit as well: "
                    + guide.fitting().stream().map(NoticeAnnotation::name).collect(Collectors.joining(", "))));
        }
        guide.notes().forEach(note -> lines.addAll(Comments.of("- " + note)));
        var skeleton = NoticeSkeleton.of(harm, guide);
        lines.addAll(Comments.of("- sections that usually matter: "
                + String.join(
                        ", ", (Iterable<String>) () -> skeleton.path("sections").fieldNames())));
        lines.addAll(new CommentedJson().notice(skeleton, SpecificData.get().getSchema(IncidentNotice.class)));
        return String.join("\n", lines) + "\n";
    }
}
