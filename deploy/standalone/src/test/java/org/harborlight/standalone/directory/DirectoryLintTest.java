package org.harborlight.standalone.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.envelope.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryLintTest {
    private static final String FILE = "participants/desk.yaml ";

    @TempDir
    private Path temporary;

    private JoiningFolder folder;

    @BeforeEach
    void begin() {
        folder = new JoiningFolder(temporary);
    }

    @Test
    void shouldObjectToNothingInTheFolderThatComesWithTheProgram() {
        assertThat(DirectoryLint.of(DirectoryFolder.read(Path.of("../directory"))))
                .isEmpty();
    }

    @Test
    void shouldTakeWhatOperatorsDecideAndTheRestAsSigned() {
        folder.desk("""
            status: ACTIVE
            coverage: [IE]
            revoked: {desk-sign-1: 2026-12-01T00:00:00Z}
            """);

        assertThat(folder.findings()).isEmpty();
        Participant entry = folder.read().participants().values().iterator().next();
        assertThat(entry.getStatus()).isEqualTo(ParticipantStatus.ACTIVE);
        assertThat(entry.getName()).isEqualTo("Desk");
        assertThat(entry.getCoverage()).containsExactly("IE");
        assertThat(entry.getSigningKeys().getFirst().getRevokedAt()).isAfter(JoiningFolder.NOW);
        assertThat(entry.getAccession()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        status: WHATEVER              | /status: unknown, missing, or not of the form that belongs there
        stattus: ACTIVE               | /stattus: unknown, missing, or not of the form that belongs there
        coverage: [IE, FR]            | /coverage: more than it asked for
        coverage: []                  | /coverage: it receives, but covers no country
        name: Other                   | /name: not as signed
        acceptsTest: true             | /acceptsTest: it did not ask for it
        revoked: {x: 2026-12-01}      | /revoked/x: the participant has no such key
        revoked: {desk-sign-1: today} | /revoked/desk-sign-1: a time such as 2026-11-27T00:00:00Z
        agreement: {retrySpan: 1}     | /agreement/retrySpan: from 3600 to 2592000
        agreement: {retrySteps: [0]}  | /agreement/retrySteps[0]: from 1 to 86400
        dueWithinSeconds: 0           | /dueWithinSeconds: from 1 to 604800
        agreement: {fallbackPartners: [nobody]} | /agreement/fallbackPartners: a participant that is not in the folder
        "status: [ACTIVE"             | line
        """)
    void shouldSayWhereAndWhat(String line, String finding) {
        folder.desk(line + "\n");

        assertThat(folder.findings()).singleElement().asString().startsWith(FILE + finding);
    }

    @Test
    void shouldRefuseAnAccessionThatAnotherKeySigned() {
        folder.desk("status: ACTIVE\n", SigningKey.generate("desk-sign-1", new SecureRandom()));

        assertThat(folder.findings())
                .containsExactly(FILE + "/accession: not signed with one of the signing keys of the entry");
    }

    @Test
    void shouldRefuseAMissingAccession() {
        folder.write("participants/desk.yaml", "accession: nowhere.json\nstatus: ACTIVE\n");

        assertThat(folder.findings()).containsExactly(FILE + "/accession: there is no file nowhere.json");
    }

    @Test
    void shouldRefuseAFileOfAnotherName() {
        folder.desk("status: ACTIVE\n").write("participants/other.yaml", "accession: desk.accession.json\n");

        assertThat(folder.findings())
                .contains(
                        "participants/other.yaml: its name must be that of the participant, desk.yaml",
                        "participants/other.yaml /tlsIdentities: the certificate identity of participants/desk.yaml");
    }

    @Test
    void shouldRefuseARuleThatReleasesMoreThanTheProfileAllows() {
        folder.desk("status: ACTIVE\n").write("rules.yaml", """
            version: "1"
            rules:
              - id: all
                when: {harms: [CSAM]}
                to: {kind: LAW_ENFORCEMENT}
                release: [LOCATORS, NARRATIVE]
                reason: x
            """);

        assertThat(folder.findings())
                .isEqualTo(
                        List.of("rules.yaml /rules/0/release: rule all releases more than the profile of desk allows"));
    }

    @Test
    void shouldRefuseASecondEntryForOneCountry() {
        folder.write("jurisdictions.yaml", """
            jurisdictions:
              - {country: IE, helplines: []}
              - {country: IE, helplines: []}
            """);

        assertThat(folder.findings())
                .containsExactly("jurisdictions.yaml /jurisdictions/1/country: a second entry for IE");
    }
}
