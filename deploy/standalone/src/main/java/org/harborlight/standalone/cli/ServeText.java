package org.harborlight.standalone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Endpoints;
import org.harborlight.standalone.runtime.LocalParticipants;

/** What `serve` prints once everything listens. */
final class ServeText {
    private ServeText() {}

    static List<String> lines(DataFolder folder, Endpoints endpoints, boolean local, boolean deskPulls) {
        List<String> lines = new ArrayList<>();
        lines.add("ready");
        lines.add("  submitters   " + endpoints.gateway());
        lines.add("  partners     " + endpoints.connector());
        lines.add("  kafka        " + endpoints.kafka());
        lines.add("  registry     " + endpoints.registry());
        new TreeMap<>(endpoints.management())
                .forEach((name, url) -> lines.add("  management   " + url + "  (" + name + ")"));
        lines.add("  data         " + folder.root());
        if (local) {
            Path submitter = folder.submitter(LocalParticipants.SUBMITTER);
            Path desk = folder.partner(LocalParticipants.DESK);
            lines.add("");
            lines.add("Try in another terminal:");
            lines.add("  deploy/harborlight notice submit deploy/samples/case.json --submitter " + submitter);
            lines.add(
                    deskPulls
                            ? "  deploy/harborlight case pull cases --desk " + desk
                            : "  deploy/harborlight case open " + desk + "/inbox/*.json --key " + desk
                                    + "/sealing.pem --keys " + folder.publicKeys());
            lines.add("  deploy/harborlight balance --data " + folder.root());
        }
        lines.add("");
        lines.add("Ctrl-C ends it.");
        return lines;
    }
}
