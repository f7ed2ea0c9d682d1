package org.harborlight.schemas.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Changes the seeds of a target a number of times, the same way on every run, and watches what each input costs. Finds
 * what lies near the seeds, in moments; what lies deeper the coverage-guided run of profile {@code fuzz} looks for.
 */
public final class MutationFuzzer {
    private static final int INPUTS = 200;
    private static final int LARGEST_INPUT = 64 * 1024;
    private static final long MOST_ALLOCATED = 64L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final byte[] TELLING = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xff, '{', '[', '"', '-', ':', '\n', '&'};

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Random random = new Random(7);
    private final ParserTarget target;

    private MutationFuzzer(ParserTarget target) {
        this.target = target;
    }

    /** Throws AssertionError with the input, in hexadecimal, that the parser does not take as it should. */
    public static void run(ParserTarget target) {
        new MutationFuzzer(target).run();
    }

    private void run() {
        List<byte[]> seeds = target.seeds();
        seeds.forEach(this::parse);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = seeds.get(random.nextInt(seeds.size()));
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                input = changed(input, seeds);
            }
            parse(input.length > LARGEST_INPUT ? part(input, 0, LARGEST_INPUT) : input);
        }
    }

    private void parse(byte[] input) {
        long thread = Thread.currentThread().threadId();
        long allocated = threads.getThreadAllocatedBytes(thread);
        long busy = threads.getCurrentThreadCpuTime();
        try {
            target.parser().accept(input);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("input " + HexFormat.of().formatHex(input), e);
        }
        if (threads.getThreadAllocatedBytes(thread) - allocated > MOST_ALLOCATED
                || threads.getCurrentThreadCpuTime() - busy > LONGEST.toNanos()) {
            throw new AssertionError("too costly: " + HexFormat.of().formatHex(input));
        }
    }

    private byte[] changed(byte[] input, List<byte[]> seeds) {
        int at = random.nextInt(input.length + 1);
        int to = at + random.nextInt(input.length - at + 1);
        byte[] begin = part(input, 0, at);
        byte[] middle = part(input, at, to);
        byte[] end = part(input, to, input.length);
        return switch (random.nextInt(8)) {
            case 0 -> joined(begin, end);
            case 1 -> joined(begin, middle, middle, end);
            case 2 -> joined(begin, random(1 + random.nextInt(8)), middle, end);
            case 3 -> begin;
            case 4 -> joined(begin, repeated(1 + random.nextInt(3000)), middle, end);
            case 5 -> joined(begin, seeds.get(random.nextInt(seeds.size())));
            default -> oneByte(input);
        };
    }

    private byte[] oneByte(byte[] input) {
        if (input.length == 0) {
            return random(1);
        }
        byte[] changed = input.clone();
        int at = random.nextInt(changed.length);
        changed[at] = random.nextBoolean()
                ? TELLING[random.nextInt(TELLING.length)]
                : (byte) (changed[at] ^ 1 << random.nextInt(8));
        return changed;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] repeated(int times) {
        byte[] bytes = new byte[times];
        Arrays.fill(bytes, TELLING[random.nextInt(TELLING.length)]);
        return bytes;
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
