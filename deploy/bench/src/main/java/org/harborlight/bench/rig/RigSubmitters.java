package org.harborlight.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.harborlight.bench.load.NoticeFile;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantLimits;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Participants;

/** The submitters of a rig: one for a plain run, and for a crowd one that is greedy and three that are modest. */
public final class RigSubmitters {
    public static final String PLAIN = "rig-platform";
    public static final String GREEDY = "rig-greedy";
    public static final List<String> MODEST = List.of("rig-modest-1", "rig-modest-2", "rig-modest-3");
    private static final int NO_LIMIT = 100_000_000;

    private final ExchangePki pki;
    private final Path folder;
    private final Map<String, ExchangePki.Kit> kits = new LinkedHashMap<>();

    RigSubmitters(DataFolder data, ExchangePki pki, Path folder) {
        this.pki = pki;
        this.folder = folder;
        Stream.concat(Stream.of(PLAIN, GREEDY), MODEST.stream())
                .forEach(id -> kits.put(id, pki.submitterKit(data.submitter(id), id)));
    }

    /** As the directory has them; without limits, since what they share is the machine. */
    List<Participant> entries() {
        return kits.entrySet().stream()
                .map(kit -> entry(kit.getKey(), kit.getValue()))
                .toList();
    }

    private Participant entry(String id, ExchangePki.Kit kit) {
        Participant entry =
                Participants.submitter(new Participants.Who(id, id, StakeholderKind.PLATFORM, "IE"), pki, kit);
        entry.setLimits(new ParticipantLimits(NO_LIMIT, NO_LIMIT, null));
        return entry;
    }

    /** Folder of a submitter's TLS material. */
    public Path tls(String submitterId) {
        return kit(submitterId).folder();
    }

    /** Makes request bodies of one submitter with so many notices in all, for one run. */
    public Path bodies(String submitterId, int count, int batch, double urgentShare, long seed) throws IOException {
        Path file = Files.createTempFile(folder, "notices-", ".bin");
        RigNotices notices = new RigNotices(
                submitterId,
                kit(submitterId).signing(),
                pki.secrets().sealing().publicEntry(Instant.EPOCH),
                urgentShare,
                seed);
        if (batch > 1) {
            NoticeFile.write(file, count / batch, n -> notices.batch(n * batch, batch));
        } else {
            NoticeFile.write(file, count, notices::body);
        }
        return file;
    }

    private ExchangePki.Kit kit(String submitterId) {
        return Objects.requireNonNull(kits.get(submitterId), submitterId);
    }
}
