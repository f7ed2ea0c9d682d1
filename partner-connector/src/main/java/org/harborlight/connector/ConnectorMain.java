package org.harborlight.connector;

import org.harborlight.service.ServiceMain;

/** Runs the connector as a process: {@code ConnectorMain <configuration file>}. */
public final class ConnectorMain {
    private ConnectorMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs it in this process until the process ends; see {@link ServiceMain#run}. */
    public static int run(String... args) {
        return ServiceMain.run("partner-connector", args, file -> Connector.start(ConnectorConfig.load(file)));
    }
}
