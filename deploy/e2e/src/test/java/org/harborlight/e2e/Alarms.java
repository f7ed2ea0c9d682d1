package org.harborlight.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;
import org.harborlight.standalone.runtime.ManagementClient;
import org.harborlight.standalone.runtime.ServiceProcess;

/** What an operator who watches sees: figures, lines of the logs, health. For one thread. */
final class Alarms implements AutoCloseable {
    private final KillableExchange exchange;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ManagementClient management = new ManagementClient();

    Alarms(KillableExchange exchange) {
        this.exchange = exchange;
    }

    /** Sum of a figure of a service over all labels, of those series that have these. */
    double figure(ServiceProcess service, String name, String... labels) throws IOException {
        return metrics(service.management())
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Stream<String> metrics(URI port) throws IOException {
        try {
            return http.send(
                            HttpRequest.newBuilder(port.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** How many lines of a service's log hold all of these. */
    long lines(ServiceProcess service, String... texts) throws IOException {
        return exchange.log(service)
                .lines()
                .filter(line -> Arrays.stream(texts).allMatch(line::contains))
                .count();
    }

    /** What the operator's health says, as JSON. */
    String health() throws IOException {
        return management
                .get(exchange.services().processors().getFirst().management(), "/health")
                .body()
                .toString();
    }

    @Override
    public void close() {
        http.close();
        management.close();
    }
}
