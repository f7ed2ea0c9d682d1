package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
            "Exit code 1 when something is not as it should be."
        })
final class HealthCommand extends Subcommand {
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
        boolean well = true;
        try (ManagementClient client = new ManagementClient()) {
            for (Map.Entry<String, URI> service : new TreeMap<>(services).entrySet()) {
                ObjectNode found = ask(client, service.getKey(), service.getValue());
                all.set(service.getKey(), found);
                well &= found.path("well").asBoolean();
            }
        }
        if (json) {
            print(all.put("well", well));
        } else {
            all.properties().forEach(entry -> {
                out().println(entry.getKey() + (entry.getValue().path("well").asBoolean() ? ": well" : ": NOT WELL"));
                out().println("  " + StatusText.of(entry.getValue()).replace("\n", "\n  "));
            });
        }
        return well ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }

    private static ObjectNode ask(ManagementClient client, String service, URI url) {
        ObjectNode found = JSON.createObjectNode();
        try {
            ManagementClient.Answer ready = client.get(url, "/ready");
            boolean well = ready.status() == 200;
            found.set("ready", ready.body());
            if (service.equals("processor")) {
                ManagementClient.Answer health = client.get(url, "/health");
                JsonNode body = health.body();
                found.set("streams", body);
                well &= health.status() == 200;
            }
            return found.put("well", well);
        } catch (IOException e) {
            return found.put("well", false).put("reason", "does not answer");
        }
    }
}
