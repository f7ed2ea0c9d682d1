package org.harborlight.bench.load;

import java.nio.file.Path;
import java.util.List;

/**
 * What the load process does. Travels as its arguments.
 *
 * @param urls of the gateways; connections are spread over them
 * @param path of the call
 * @param contentType of every body
 * @param tls folder with certificate, key and trust
 * @param bodies file of request bodies
 * @param perSecond requests a second, open loop; 0 keeps as many under way as there may be
 * @param warmUpSeconds at the same pace, not counted
 * @param seconds that count
 */
public record LoadPlan(
        List<String> urls,
        String path,
        String contentType,
        Path tls,
        Path bodies,
        Connections connections,
        double perSecond,
        int warmUpSeconds,
        int seconds) {

    /** As the load process takes it. */
    public List<String> arguments() {
        return List.of(
                String.join(",", urls),
                path,
                contentType,
                tls.toString(),
                bodies.toString(),
                connections.toString(),
                Double.toString(perSecond),
                Integer.toString(warmUpSeconds),
                Integer.toString(seconds));
    }

    /** What {@link #arguments} says. */
    public static LoadPlan of(String[] arguments) {
        return new LoadPlan(
                List.of(arguments[0].split(",", -1)),
                arguments[1],
                arguments[2],
                Path.of(arguments[3]),
                Path.of(arguments[4]),
                Connections.of(arguments[5]),
                Double.parseDouble(arguments[6]),
                Integer.parseInt(arguments[7]),
                Integer.parseInt(arguments[8]));
    }
}
