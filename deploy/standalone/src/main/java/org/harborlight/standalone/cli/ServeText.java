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

    /** Whom the exchange has brought along. */
    enum Local {
        NONE,
        DESK_KEEPS_FILES,
        DESK_PULLS
    }

    static List<String> lines(DataFolder folder, Endpoints endpoints, int operators, Local local) {
        List<String> lines = new ArrayList<>();
        lines.add("ready");
        lines.add("  submitters   " + endpoints.gateway());
        lines.add("  partners     " + endpoints.connector());
        lines.add("  kafka        " + endpoints.kafka());
        lines.add("  registry     " + endpoints.registry());
        new TreeMap<>(endpoints.management())
                .forEach((name, url) -> lines.add("  management   " + url + "  (" + name + ")"));
        lines.add("  data         " + folder.root());
        lines.add("  operators    " + signatures(operators));
        if (local != Local.NONE) {
            Path submitter = folder.submitter(LocalParticipants.SUBMITTER);
            Path desk = folder.partner(LocalParticipants.DESK);
            lines.add("");
            lines.add("Try in another terminal:");
            lines.add("  deploy/harborlight notice submit deploy/samples/case.json --submitter " + submitter);
            lines.add(
                    local == Local.DESK_PULLS
                            ? "  deploy/harborlight case pull cases --desk " + desk
                            : "  deploy/harborlight case open " + desk + "/inbox/*.json --key " + desk
                                    + "/sealing.pem --keys " + folder.publicKeys());
            lines.add("  deploy/harborlight balance --data " + folder.root());
        }
        lines.add("");
        lines.add("Ctrl-C ends it.");
        return lines;
    }

    private static String signatures(int operators) {
        return operators == 1
                ? "1 key, which alone signs the directory and commands: this folder is older than the second one"
                : operators + " keys, every one of which signs the directory and commands";
    }
}
