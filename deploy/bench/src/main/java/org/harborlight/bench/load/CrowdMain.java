package org.harborlight.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Several submitters in one process. Takes the gateways' URLs and then, for each submitter, its name, TLS folder, file of
 * bodies and {@link Connections}. It does what each line on its standard input says and answers with a line of JSON
 * when that is over: {@code pace <seconds> <notices a second of each>}, {@code keep <seconds> <requests in flight of
 * each>}, {@code drain <seconds>}. Ends with its standard input.
 */
public final class CrowdMain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND = 1_000_000_000L;

    private final List<CrowdMember> members;
    private final ExecutorService threads;

    private CrowdMain(List<CrowdMember> members) {
        this.members = members;
        this.threads = Executors.newFixedThreadPool(members.size());
    }

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        List<String> gateways = List.of(arguments[0].split(",", -1));
        List<CrowdMember> members = new ArrayList<>();
        for (int i = 1; i < arguments.length; i += 4) {
            members.add(new CrowdMember(
                    vertx,
                    gateways,
                    new CrowdMember.Spec(
                            arguments[i],
                            Path.of(arguments[i + 1]),
                            Path.of(arguments[i + 2]),
                            Connections.of(arguments[i + 3]))));
        }
        CrowdMain crowd = new CrowdMain(members);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(crowd.follow(line.split(" ", -1)));
            }
        }
        crowd.threads.shutdownNow();
        for (CrowdMember member : members) {
            member.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private interface Work {
        int of(CrowdMember member, int index) throws IOException;
    }

    private ObjectNode follow(String[] words) throws Exception {
        double seconds = Double.parseDouble(words[1]);
        long end = System.nanoTime() + (long) (seconds * SECOND);
        double[] each =
                Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray();
        return switch (words[0]) {
            case "pace" ->
                all(seconds, (member, index) -> {
                    member.pace(each[index], end);
                    return 0;
                });
            case "keep" ->
                all(seconds, (member, index) -> {
                    member.keep((int) each[index], end);
                    return 0;
                });
            case "drain" -> all(seconds, (member, _) -> member.drain(end));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** What came of it by submitter; what is answered later counts for nothing, and is in flight until then. */
    private ObjectNode all(double seconds, Work work) throws Exception {
        members.forEach(CrowdMember::turn);
        List<Future<Integer>> working = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            int index = i;
            working.add(threads.submit(() -> work.of(members.get(index), index)));
        }
        ObjectNode json = JSON.createObjectNode().put("seconds", seconds);
        ObjectNode submitters = json.putObject("submitters");
        for (int i = 0; i < members.size(); i++) {
            int left = working.get(i).get();
            CrowdMember member = members.get(i);
            ObjectNode one = member.turn().toJson();
            one.put("left", left).put("different", member.different()).put("rounds", member.rounds());
            submitters.set(member.name(), one);
        }
        return json;
    }
}
