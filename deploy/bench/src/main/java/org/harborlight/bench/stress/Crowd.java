package org.harborlight.bench.stress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.harborlight.bench.load.Connections;
import org.harborlight.bench.load.CrowdMain;
import org.harborlight.bench.rig.ChildProcess;

/** Several submitters, in a process of their own. What it is told is done one after the other. Used by one thread. */
final class Crowd implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OPTIONS = List.of("-Xmx768m", "-XX:+UseSerialGC");

    private final ChildProcess process;

    /**
     * One of them.
     *
     * @param tls folder of its TLS material
     * @param bodies file of what it has to send
     * @param connections it sends no more at a time
     */
    record Member(String name, Path tls, Path bodies, Connections connections) {}

    Crowd(List<URI> gateways, List<Member> members) {
        List<String> arguments = new ArrayList<>();
        arguments.add(gateways.stream().map(URI::toString).collect(Collectors.joining(",")));
        for (Member member : members) {
            arguments.addAll(List.of(
                    member.name(),
                    member.tls().toString(),
                    member.bodies().toString(),
                    member.connections().toString()));
        }
        process = new ChildProcess(CrowdMain.class, OPTIONS, arguments);
    }

    /** Begins to send so many a second each, for a while; {@link #end} waits for it. */
    void beginPace(int seconds, double... perSecond) {
        process.tell("pace " + seconds + " " + words(perSecond));
    }

    /** What came of what was begun. */
    JsonNode end() {
        try {
            return JSON.readTree(process.line());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode pace(int seconds, double... perSecond) {
        beginPace(seconds, perSecond);
        return end();
    }

    /** Keeps so many requests in flight each, for a while. */
    JsonNode keep(int seconds, double... requests) {
        process.tell("keep " + seconds + " " + words(requests));
        return end();
    }

    /** Sends again what was not accepted, until all of it is or the time is over. */
    JsonNode drain(int seconds) {
        process.tell("drain " + seconds);
        return end();
    }

    ProcessHandle handle() {
        return process.handle();
    }

    private static String words(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    /** What all of them together got accepted. */
    static int accepted(JsonNode stretch) {
        return sum(stretch, "accepted");
    }

    static int sum(JsonNode stretch, String count) {
        int sum = 0;
        for (JsonNode submitter : stretch.path("submitters")) {
            sum += submitter.path(count).asInt();
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
