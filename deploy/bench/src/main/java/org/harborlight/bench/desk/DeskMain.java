package org.harborlight.bench.desk;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The desks' process: an HTTPS server for each folder of TLS material named in the arguments. Prints their ports; then each
 * line on standard input is an order, answered with a line; ends with it.
 *
 * <ul>
 *   <li>{@code report}: what was received since the last one, as JSON
 *   <li>{@code leave-out N}: what the N-th desk receives is not counted from now on; {@code done}
 *   <li>{@code behave N MANNER}: as {@link Manner} says; {@code done}
 * </ul>
 */
public final class DeskMain {
    /** The answer to an order that has no other. */
    public static final String DONE = "done";

    private DeskMain() {}

    public static void main(String[] folders) throws IOException {
        Vertx vertx = Vertx.vertx();
        Reception reception = new Reception();
        List<Desk> desks = new ArrayList<>();
        for (String folder : folders) {
            desks.add(new Desk(vertx, folder, reception));
        }
        System.out.println(desks.stream().map(Desk::port).map(String::valueOf).collect(Collectors.joining(",")));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(obey(line.split(" ", -1), desks, reception));
            }
        }
        vertx.close().await();
    }

    private static String obey(String[] order, List<Desk> desks, Reception reception) {
        switch (order[0]) {
            case "report" -> {
                return reception.report();
            }
            case "leave-out" -> desks.get(Integer.parseInt(order[1])).leaveOut();
            case "behave" -> desks.get(Integer.parseInt(order[1])).behave(Manner.of(order[2]));
            default -> throw new IllegalArgumentException("no such order: " + order[0]);
        }
        return DONE;
    }
}
