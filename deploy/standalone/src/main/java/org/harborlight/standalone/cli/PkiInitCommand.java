package org.harborlight.standalone.cli;

import org.harborlight.standalone.pki.SmallAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes an authority. */
@Command(
        name = "init",
        description = {
            "Makes an authority (ECDSA P-256, ten years): FOLDER/ca.pem for those who trust it, FOLDER/ca.key with mode 0600.",
            "Prints how the directory names it. Keep the folder off the machines that the services run on."
        })
final class PkiInitCommand extends Subcommand {
    @Mixin
    private AuthorityOption authority = new AuthorityOption();

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "Harborlight CA", description = "Its common name.")
    private String name = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (SmallAuthority made = authority.create(name)) {
            if (json) {
                print(JSON.createObjectNode()
                        .put("certificate", made.certificateFile().toString())
                        .put("issuerSha256", made.issuerSha256()));
            } else {
                out().println(made.certificateFile());
                out().println("issuer " + made.issuerSha256());
            }
            return HarborlightCommand.OK;
        }
    }
}
