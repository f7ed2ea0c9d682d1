package org.harborlight.standalone;

import org.harborlight.standalone.cli.HarborlightCommand;

/** The harborlight program. Exit codes: 0 ok, 1 fault, 2 bad usage or configuration. */
public final class HarborlightMain {
    private HarborlightMain() {}

    public static void main(String[] args) {
        System.exit(HarborlightCommand.commandLine().execute(args));
    }
}
