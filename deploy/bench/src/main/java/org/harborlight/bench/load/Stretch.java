package org.harborlight.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What became of what one submitter sent in one stretch of time. Thread-safe. */
final class Stretch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long HIGHEST_MICROS = 600_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final long begin = System.nanoTime();
    private final Histogram accepted = new Histogram(HIGHEST_MICROS, 3);
    private final Map<Integer, Integer> byStatus = new TreeMap<>();
    private final Map<Integer, int[]> seconds = new TreeMap<>();
    private int asked;
    private int heldBack;
    private int failed;

    /** It wanted to send one. */
    synchronized void asked() {
        asked++;
    }

    /** It could not, for want of a connection: the earlier ones have no answer yet. */
    synchronized void heldBack() {
        heldBack++;
        second()[1]++;
    }

    /** @param intended when it should have been sent, by {@link System#nanoTime} */
    synchronized void answered(int status, long intended) {
        byStatus.merge(status, 1, Integer::sum);
        if (status == 202) {
            accepted.recordValue(Math.clamp((System.nanoTime() - intended) / 1_000, 0, HIGHEST_MICROS));
            second()[0]++;
        } else {
            second()[1]++;
        }
    }

    synchronized void failed() {
        failed++;
        second()[1]++;
    }

    private int[] second() {
        return seconds.computeIfAbsent((int) ((System.nanoTime() - begin) / SECOND), _ -> new int[2]);
    }

    private int answered() {
        return byStatus.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Counts, latencies of what was accepted, and for each second how many were accepted and how many were not. */
    synchronized ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("asked", asked);
        json.put("accepted", byStatus.getOrDefault(202, 0));
        json.put("heldBack", heldBack);
        json.put("failed", failed);
        json.put("unanswered", asked - heldBack - failed - answered());
        json.set("byStatus", JSON.valueToTree(byStatus));
        json.put("p50Ms", accepted.getValueAtPercentile(50) / 1000.0);
        json.put("p99Ms", accepted.getValueAtPercentile(99) / 1000.0);
        json.put("maxMs", accepted.getMaxValue() / 1000.0);
        ObjectNode bySecond = json.putObject("bySecond");
        seconds.forEach((second, counts) ->
                bySecond.putArray(second.toString()).add(counts[0]).add(counts[1]));
        return json;
    }
}
