package org.harborlight.processor.index;

/**
 * Numbers as text of one width, so that keys in the order of their bytes are in the order of their numbers. Made for
 * every record, and so without a format string, which is read anew each time.
 */
public final class Digits {
    /** Width of any long that is not below zero. */
    public static final int LONG = 19;
    /** Width of a time in milliseconds since 1970. */
    public static final int TIME = 15;

    private static final String ZEROS = "0".repeat(LONG);

    private Digits() {}

    /**
     * The number with zeros before it.
     *
     * @param number what is below zero stands as zero, which comes first too
     * @param width at most {@link #LONG}; a longer number is as long as it is
     */
    public static String of(long number, int width) {
        String digits = Long.toString(Math.max(0, number));
        return digits.length() >= width ? digits : ZEROS.substring(0, width - digits.length()) + digits;
    }
}
