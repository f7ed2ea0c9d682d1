package org.harborlight.gateway;

import org.harborlight.service.ServiceMain;

/** Runs the gateway as a process: {@code GatewayMain <configuration file>}. */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs it in this process until the process ends; see {@link ServiceMain#run}. */
    public static int run(String... args) {
        return ServiceMain.run("ingest-gateway", args, file -> Gateway.start(GatewayConfig.load(file)));
    }
}
