package org.harborlight.schemas.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A parser of outside input, as fuzzing sees it.
 *
 * @param seeds sound inputs, and some that once were trouble
 * @param parser returns, or throws only what the fuzzing is to find: the exceptions that it declares are caught within
 */
public record ParserTarget(String name, List<byte[]> seeds, Consumer<byte[]> parser) {
    public ParserTarget {
        seeds = List.copyOf(seeds);
    }

    public static ParserTarget ofText(String name, Consumer<String> parser, String... seeds) {
        return new ParserTarget(
                name,
                Stream.of(seeds)
                        .map(seed -> seed.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                bytes -> parser.accept(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** The same parser, for which one kind of exception is a proper answer. */
    public static Consumer<byte[]> expecting(Class<? extends RuntimeException> declared, Consumer<byte[]> parser) {
        return bytes -> {
            try {
                parser.accept(bytes);
            } catch (RuntimeException thrown) {
                if (!declared.isInstance(thrown)) {
                    throw thrown;
                }
            }
        };
    }

    /**
     * Parses what a coverage-guided fuzzer makes up: its first byte says by which of the targets, so that one run, of
     * which there can be one a process, reaches all of them.
     */
    public static void parseAny(List<ParserTarget> targets, byte[] input) {
        if (input.length > 0) {
            byte[] rest = new byte[input.length - 1];
            System.arraycopy(input, 1, rest, 0, rest.length);
            targets.get((input[0] & 0xff) % targets.size()).parser().accept(rest);
        }
    }

    /** The seeds of all targets, each behind the byte that leads to its target. */
    public static Stream<byte[]> seedsOfAll(List<ParserTarget> targets) {
        return targets.stream()
                .flatMap(target -> target.seeds().stream().map(seed -> {
                    byte[] marked = new byte[seed.length + 1];
                    marked[0] = (byte) targets.indexOf(target);
                    System.arraycopy(seed, 0, marked, 1, seed.length);
                    return marked;
                }));
    }

    @Override
    public String toString() {
        return name;
    }
}
