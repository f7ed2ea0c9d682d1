package org.harborlight.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A word that stands nowhere but where a test plants it, and how it looks as text, as hexadecimal digits, as decimal bytes and in
 * base64 at each of its three alignments. Stateless.
 */
final class Canary {
    /** The beginning of every canary. */
    static final String WORD = "kanari7q";

    /** The network of the clear part's prefix, which nothing else here uses. */
    static final String PREFIX = "203.0.113.0/24";

    /** Sealed times: one second in July 2011, which nothing else here names. */
    private static final List<String> TIMES = List.of("2011-07-19T10:58:20", "1311073100");

    private static final int AROUND = 24;
    private static final List<String> AS_IT_IS = IntStream.range(0, 3)
            .mapToObj(Canary::base64)
            .flatMap(code -> Stream.of(code, code.replace('+', '-').replace('/', '_')))
            .distinct()
            .toList();
    private static final List<String> IN_ANY_CASE = Stream.concat(
                    Stream.of(WORD, hex(), decimal(), PREFIX.substring(0, PREFIX.indexOf('/'))), TIMES.stream())
            .map(code -> code.toLowerCase(Locale.ROOT))
            .toList();

    private Canary() {}

    /** The canary of a field, always the same. */
    static String of(String field) {
        return WORD + String.format(Locale.ROOT, "%08x", field.hashCode());
    }

    /** The first canary in a text, in whatever guise, with a little of what is around it. */
    static Optional<String> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        IN_ANY_CASE.stream().map(code -> at(text, lower.indexOf(code))),
                        AS_IT_IS.stream().map(code -> at(text, text.indexOf(code))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<String> in(byte[] bytes) {
        return in(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> at(String text, int index) {
        return index < 0
                ? Optional.empty()
                : Optional.of(text.substring(Math.max(0, index - AROUND), Math.min(text.length(), index + 2 * AROUND)));
    }

    private static byte[] bytes() {
        return WORD.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    private static String decimal() {
        return bytesInWords(bytes());
    }

    private static String bytesInWords(byte[] bytes) {
        String list = java.util.Arrays.toString(bytes);
        return list.substring(1, list.length() - 1);
    }

    /** The characters that do not depend on what stands before and behind. */
    private static String base64(int before) {
        byte[] shifted = new byte[before + WORD.length()];
        System.arraycopy(bytes(), 0, shifted, before, WORD.length());
        String code = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return code.substring(Math.ceilDiv(8 * before, 6), 8 * shifted.length / 6);
    }
}
