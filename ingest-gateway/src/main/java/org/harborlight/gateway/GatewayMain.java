package org.harborlight.gateway;

import org.harborlight.service.ServiceMain;

/** Runs the gateway as a process: {@code GatewayMain <configuration file>}. */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run("ingest-gateway", args, file -> Gateway.start(GatewayConfig.load(file))));
    }
}
