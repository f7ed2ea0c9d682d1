package org.harborlight.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The load process: sends by plan, says {@code counting} when the warm-up is over, prints the result as one line of
 * JSON, then how many requests never got an answer, and ends.
 */
public final class LoadMain {
    private LoadMain() {}

    public static void main(String[] arguments) throws Exception {
        LoadPlan plan = LoadPlan.of(arguments);
        Vertx vertx = Vertx.vertx();
        try (NoticeFile.Reader bodies = new NoticeFile.Reader(plan.bodies());
                Submissions submissions = new Submissions(vertx, plan)) {
            Pacing pacing = new Pacing(plan, bodies, submissions);
            pacing.run(plan.warmUpSeconds());
            submissions.count();
            System.out.println("counting");
            pacing.run(plan.seconds());
            System.out.println(json(submissions.result(plan.seconds())));
            System.out.println(submissions.drain());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static String json(Submissions.Result result) throws Exception {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", result.seconds());
        json.put("answered", result.answered());
        json.put("byStatus", result.byStatus());
        json.put(
                "failed",
                result.failures().values().stream().mapToInt(Integer::intValue).sum());
        json.put("failures", result.failures());
        json.put("p50Ms", result.p50Ms());
        json.put("p99Ms", result.p99Ms());
        json.put("maxMs", result.maxMs());
        json.put("inFlightAtEnd", result.inFlight());
        return new ObjectMapper().writeValueAsString(json);
    }
}
