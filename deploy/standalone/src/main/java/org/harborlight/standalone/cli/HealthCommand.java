package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.harborlight.standalone.runtime.ManagementClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether every service is ready and the streams are well. */
@Command(
        name = "health",
        description = {
            "Asks every service whether it is ready, and the processor how the streams are.",
            "Exit code 0 well, 1 something to look at, 2 critical: a service is not ready, or a check is critical."
        })
final class HealthCommand extends Subcommand {
    private static final int CRITICAL = 2;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--management",
            paramLabel = "NAME=URL",
            description = "Management ports instead of --data; may be repeated.")
    private Map<String, URI> management = new TreeMap<>();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, URI> services = management.isEmpty()
                ? new RunningExchange(data.folder()).endpoints().management()
                : management;
        ObjectNode all = JSON.createObjectNode();
        int worst = HarborlightCommand.OK;
        try (ManagementClient client = new ManagementClient()) {
            for (Map.Entry<String, URI> service : new TreeMap<>(services).entrySet()) {
                ObjectNode found = ask(client, service.getKey(), service.getValue());
                all.set(service.getKey(), found);
                worst = Math.max(worst, found.path("exitCode").asInt(CRITICAL));
            }
        }
        if (json) {
            print(all.put("exitCode", worst));
        } else {
            all.properties().forEach(entry -> {
                out().println(entry.getKey()
                        + (": " + words(entry.getValue().path("exitCode").asInt(CRITICAL))));
                out().println("  " + StatusText.of(entry.getValue()).replace("\n", "\n  "));
            });
        }
        return worst;
    }

    private static String words(int exitCode) {
        return switch (exitCode) {
            case 0 -> "well";
            case 1 -> "SOMETHING TO LOOK AT";
            default -> "CRITICAL";
        };
    }

    private static ObjectNode ask(ManagementClient client, String service, URI url) {
        ObjectNode found = JSON.createObjectNode();
        try {
            ManagementClient.Answer ready = client.get(url, "/ready");
            int exitCode = ready.status() == 200 ? HarborlightCommand.OK : CRITICAL;
            found.set("ready", ready.body());
            if (service.equals("processor")) {
                ManagementClient.Answer health = client.get(url, "/health");
                found.set("streams", health.body());
                exitCode = Math.max(exitCode, health.body().path("exitCode").asInt(CRITICAL));
            }
            return found.put("exitCode", exitCode);
        } catch (IOException e) {
            return found.put("exitCode", CRITICAL).put("reason", "does not answer");
        }
    }
}
