package org.harborlight.connector;

import org.harborlight.service.ServiceMain;

/** Runs the connector as a process: {@code ConnectorMain <configuration file>}. */
public final class ConnectorMain {
    private ConnectorMain() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run("partner-connector", args, file -> Connector.start(ConnectorConfig.load(file))));
    }
}
