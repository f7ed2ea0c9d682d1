package org.harborlight.bench.rig;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.harborlight.bench.desk.DeskMain;
import org.harborlight.bench.desk.Manner;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.runtime.DataFolder;
import org.harborlight.standalone.runtime.Participants;

/** The partners of a rig: three police desks and a hotline, in one process. Used by one thread. */
public final class RigDesks {
    /** A police desk with a third of the cases. */
    public static final String POLICE_DE = "rig-police-de";

    private static final Map<String, StakeholderKind> DESKS = Map.of(
            "rig-police-ie",
            StakeholderKind.LAW_ENFORCEMENT,
            POLICE_DE,
            StakeholderKind.LAW_ENFORCEMENT,
            "rig-police-nl",
            StakeholderKind.LAW_ENFORCEMENT,
            "rig-hotline-nl",
            StakeholderKind.HOTLINE);
    private static final List<String> IDS = DESKS.keySet().stream().sorted().toList();
    private static final List<SectionKind> MAY_RECEIVE =
            List.of(SectionKind.REPORTED_PERSON, SectionKind.LOCATORS, SectionKind.EVIDENCE, SectionKind.NARRATIVE);

    private final ExchangePki pki;
    private final List<ExchangePki.Kit> kits;
    private final ChildProcess process;

    RigDesks(DataFolder data, ExchangePki pki, Closing closing) {
        this.pki = pki;
        this.kits = IDS.stream().map(id -> pki.partnerKit(data.partner(id), id)).toList();
        this.process = closing.add(
                "desks",
                new ChildProcess(
                        DeskMain.class,
                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                        kits.stream().map(kit -> kit.folder().toString()).toList()));
    }

    /** As the directory has them. Called once. */
    List<Participant> entries() {
        String[] ports = process.line().split(",", -1);
        List<Participant> entries = new ArrayList<>();
        for (int i = 0; i < IDS.size(); i++) {
            entries.add(entry(IDS.get(i), kits.get(i), URI.create("https://localhost:" + ports[i] + "/deliveries")));
        }
        return entries;
    }

    private Participant entry(String id, ExchangePki.Kit kit, URI endpoint) {
        String country = id.substring(id.lastIndexOf('-') + 1).toUpperCase(Locale.ROOT);
        return Participants.partner(
                new Participants.Who(id, id, DESKS.getOrDefault(id, StakeholderKind.UNSPECIFIED), country),
                new Participants.Receives(List.of(country), MAY_RECEIVE, false, endpoint),
                pki,
                kit);
    }

    /** Folder of a desk's TLS material. */
    Path anyTls() {
        return kits.getFirst().folder();
    }

    public ProcessHandle handle() {
        return process.handle();
    }

    /** What they received since this was asked last, as JSON. */
    public String received() {
        process.tell("report");
        return process.line();
    }

    /** What that desk receives is not counted from now on. */
    public void leaveOut(String desk) {
        order("leave-out " + number(desk));
    }

    /** How that desk answers from now on. */
    public void behave(String desk, Manner manner) {
        order("behave " + number(desk) + " " + manner.word());
    }

    private void order(String order) {
        process.tell(order);
        String answer = process.line();
        if (!answer.equals(DeskMain.DONE)) {
            throw new IllegalStateException("the desks said to " + order + ": " + answer);
        }
    }

    private static int number(String desk) {
        int number = IDS.indexOf(desk);
        if (number < 0) {
            throw new IllegalArgumentException("no desk " + desk + " in " + IDS);
        }
        return number;
    }
}
