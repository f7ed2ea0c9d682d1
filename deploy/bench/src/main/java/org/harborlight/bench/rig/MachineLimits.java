package org.harborlight.bench.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.harborlight.bench.limits.BarePostMain;
import org.harborlight.bench.limits.Limits;
import org.harborlight.bench.load.Connections;
import org.harborlight.bench.load.LoadPlan;
import org.harborlight.bench.load.NoticeFile;

/** The machine's own limits, in the same run and on the same broker as what is compared with them. */
public final class MachineLimits {
    private static final String TOPIC = "bench-limit";
    private static final int SECONDS = 8;
    private static final Connections CONNECTIONS = Connections.http1(32);
    private static final int BODIES = 900_000;

    private MachineLimits() {}

    /** Measures them; CPU seconds for 10,000 items and rates. */
    public static ObjectNode measure(Rig rig, Path folder)
            throws IOException, InterruptedException, ExecutionException {
        ObjectNode json = new ObjectMapper().createObjectNode();
        Limits.Rate verify = Limits.verify(SECONDS);
        json.putObject("verifyEd25519")
                .put("perSecond", verify.perSecond())
                .put("cpuSecondsPer10k", verify.secondsPer10k());
        Limits.Rate reseal = Limits.reseal(SECONDS);
        json.putObject("resealKeys")
                .put("perSecond", reseal.perSecond())
                .put("cpuSecondsPer10k", reseal.secondsPer10k());
        produce(rig, json.putObject("produce"));
        post(rig, folder, json.putObject("post"));
        return json;
    }

    private static void produce(Rig rig, ObjectNode json) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(rig.kafka())) {
            admin.createTopics(
                            List.of(new NewTopic(TOPIC, 2, (short) 1).configs(Map.of("retention.bytes", "67108864"))))
                    .all()
                    .get();
            Usage before = rig.usage();
            Limits.Rate rate = Limits.produce(rig.kafka(), TOPIC, SECONDS);
            double cpu = rig.usage().cpuSecondsSince(before).getOrDefault("broker", 0.0);
            // Client and broker share this JVM here, and the producer's warm-up is in its CPU time.
            json.put("perSecond", rate.perSecond())
                    .put("cpuSecondsPer10kClientAndBroker", cpu * SECONDS / (SECONDS + 3) / rate.count() * 10_000);
            admin.deleteTopics(List.of(TOPIC)).all().get();
        }
    }

    private static void post(Rig rig, Path folder, ObjectNode json) throws IOException, InterruptedException {
        String tls = rig.bothEndsTls().toString();
        Path bodies = Files.createTempFile(folder, "bodies-", ".bin");
        NoticeFile.write(bodies, BODIES, Limits::body);
        try (ChildProcess server =
                new ChildProcess(BarePostMain.class, List.of("-Xmx256m", "-XX:+UseSerialGC"), List.of(tls))) {
            String url = "https://localhost:" + server.line();
            LoadPlan plan = new LoadPlan(
                    List.of(url), "/", "application/octet-stream", Path.of(tls), bodies, CONNECTIONS, 0, 4, SECONDS);
            LoadRun run =
                    LoadRun.of(plan, load -> Usage.of(Map.of("server", server.handle(), "load", load)), () -> "{}");
            json.put("perSecond", run.accepted() / (double) SECONDS)
                    .put("cpuSecondsPer10k", run.cpuSeconds().getOrDefault("server", 0.0) / run.accepted() * 10_000)
                    .put("loadCpuSecondsPer10k", run.cpuSeconds().getOrDefault("load", 0.0) / run.accepted() * 10_000);
        } finally {
            Files.delete(bodies);
        }
    }
}
