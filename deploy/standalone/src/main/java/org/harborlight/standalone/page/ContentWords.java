package org.harborlight.standalone.page;

import org.harborlight.schemas.ContentAnnotation;
import org.harborlight.schemas.ContentKind;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.Viewed;

/** Content and sealed sections in plain words. Stateless. */
final class ContentWords {
    private ContentWords() {}

    static String of(ContentKind kind) {
        return switch (kind) {
            case IMAGE -> "Image";
            case VIDEO -> "Video";
            case LINK -> "Link";
            case CONTAINER -> "Archive or folder";
            case TEXT -> "Text";
            case OTHER, UNSPECIFIED -> "Other content";
        };
    }

    static String of(Viewed viewed) {
        return switch (viewed) {
            case PERSON -> "a person at the submitter viewed it";
            case NOT_VIEWED -> "nobody at the submitter viewed it";
            case UNKNOWN, UNSPECIFIED -> "not known whether anybody viewed it";
        };
    }

    static String of(ContentAnnotation annotation) {
        return switch (annotation) {
            case DRAWN -> "drawn";
            case MEME -> "meme";
            case VIRAL -> "spreading widely";
            case APPEARS_SELF_GENERATED -> "appears to be taken by the child";
            case GENERATIVE_AI -> "made by generative AI";
            case INFANT -> "infant or toddler";
            case VIOLENCE -> "violence";
            case UNSPECIFIED -> "other";
        };
    }

    static String of(SectionKind kind) {
        return switch (kind) {
            case REPORTED_PERSON -> "who the reported person is";
            case CHILD_VICTIM -> "who the child is";
            case LOCATORS -> "where the content is";
            case EVIDENCE -> "how to get the evidence";
            case NARRATIVE -> "the submitter's account";
            case UNSPECIFIED -> "an unknown section";
        };
    }

    /** Why a section stays closed. */
    static String closed(String reason) {
        return switch (reason) {
            case "no-key" -> "the exchange sent no key for it that this desk can open";
            case "cannot-open" -> "its content does not fit its key";
            case "not-a-section" ->
                "it opens, but holds something else than it should; answer CONTAINED_MATERIAL if it is material";
            case "no-sealing-key" -> "no sealing key was given; run again with the desk's key";
            default -> reason;
        };
    }
}
