package org.harborlight.standalone.partner;

import java.util.Locale;

/**
 * Foreign text made safe to look at: characters that reorder, hide or control what a reader sees are shown as their code
 * points, {@code ⟨U+202E⟩}, so that nothing is lost and nothing deceives.
 */
public final class PlainText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PlainText() {}

    /** For names, addresses and other text of one line: line breaks are shown as well. */
    public static String line(String text) {
        return neutral(text, false);
    }

    /** For prose: keeps line breaks, tabs, and the joiners that some scripts and emoji are written with. */
    public static String prose(String text) {
        return neutral(text.replace("\r\n", "\n"), true);
    }

    private static String neutral(String text, boolean prose) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isPlain(point, prose)) {
                safe.appendCodePoint(point);
            } else {
                safe.append(String.format(Locale.ROOT, "⟨U+%04X⟩", point));
            }
        });
        return safe.toString();
    }

    private static boolean isPlain(int point, boolean prose) {
        if (prose && (point == '\n' || point == '\t' || point == ZERO_WIDTH_NON_JOINER || point == ZERO_WIDTH_JOINER)) {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> !isBlankLetter(point);
        };
    }

    /** Letters and symbols that take room, or none, and show nothing. */
    private static boolean isBlankLetter(int point) {
        return switch (point) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }
}
