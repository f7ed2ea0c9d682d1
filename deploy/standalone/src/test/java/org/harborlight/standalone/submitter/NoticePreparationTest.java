package org.harborlight.standalone.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.harborlight.schemas.notice.Finding;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.SecretFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a hand-written file to bytes: what is wrong is explained, and a retry sends the same bytes. */
class NoticePreparationTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Path SAMPLE = Path.of("../samples/case.json");

    @TempDir
    private Path folder;

    private NoticePreparation preparation;

    @BeforeEach
    void onboard() {
        SecureRandom random = new SecureRandom();
        SubmitterFolder submitter =
                SubmitterFolder.write(folder, "sample-platform", URI.create("https://localhost:1"), "tokens-1");
        KeyFiles.signingKey(submitter.signingKeyFile(), "sign-1", random);
        KeyFiles.secret(submitter.tokenKeyFile(), random);
        JwkSet exchange =
                new JwkSet(List.of(SealingKey.generate("sealing-1", random).publicEntry(Instant.EPOCH)));
        SecretFiles.write(submitter.exchangeKeysFile(), exchange.toJson());
        preparation = new NoticePreparation(submitter, InstantSource.fixed(NOW));
    }

    @Test
    void shouldHaveNothingAgainstTheSample() throws IOException {
        assertThat(preparation.check(Files.readAllBytes(SAMPLE))).isEmpty();
    }

    @Test
    void shouldGiveTheSameBytesWhenTheSameFileIsSubmittedAgain() throws IOException {
        byte[] file = Files.readAllBytes(SAMPLE);
        Outbox.Entry first = preparation.prepare(file);
        Outbox.Entry second = preparation.prepare(file);
        assertThat(second.noticeId()).isEqualTo(first.noticeId());
        assertThat(second.bytes()).isEqualTo(first.bytes());
        assertThat(Submission.decode(second.bytes()).getSectionKeys()).isNotNull();
    }

    @Test
    void shouldGiveAnotherNoticeWhenTheFileHasChanged() throws IOException {
        String text = Files.readString(SAMPLE);
        Outbox.Entry first = preparation.prepare(bytes(text));
        Outbox.Entry second = preparation.prepare(bytes(text.replace("sample-2026-0001", "sample-2026-0002")));
        assertThat(second.noticeId()).isNotEqualTo(first.noticeId());
    }

    @Test
    void shouldRefuseASecondContentUnderOneNoticeId() throws IOException {
        String text = Files.readString(SAMPLE)
                .replaceFirst("\\{", "{\"noticeId\": \"6f1c0c8e-3d0a-4f0e-9a53-3f2f6a3f2b11\",");
        preparation.prepare(bytes(text));
        assertThatThrownBy(() -> preparation.prepare(bytes(text.replace("CHAT", "GAMING"))))
                .isInstanceOf(PlainNoticeException.class)
                .hasMessageContaining("CORRECTION");
    }

    @Test
    void shouldExplainEveryFindingAtOnce() throws IOException {
        String text = Files.readString(SAMPLE)
                .replace("\"urgencyBasis\": \"THREAT\",", "")
                .replace("\"incidentKey\": \"sample-2026-0001\"", "\"incidentKey\": \"\"");
        assertThat(preparation.check(bytes(text)))
                .extracting(Finding::pointer)
                .contains("/incidentKey", "/urgencyBasis");
    }

    @Test
    void shouldSayWhereWhenAWordIsUnknown() throws IOException {
        assertExplained(Files.readString(SAMPLE).replace("SEXUAL_EXTORTION", "SOMETHING_ELSE"), "/harms/0");
    }

    @Test
    void shouldSayWhereWhenJsonIsBroken() {
        assertExplained("{\"incidentKey\": }", "line 1");
    }

    @Test
    void shouldSayWhereWhenADigestIsNotHex() throws IOException {
        assertExplained(Files.readString(SAMPLE).replace("8f434346648f6b96", "not-hex"), "/content/0/digests/0/value");
    }

    @Test
    void shouldNameTheSectionsThereAreWhenOneIsUnknown() throws IOException {
        assertExplained(Files.readString(SAMPLE).replace("\"NARRATIVE\"", "\"PHOTO\""), "/sections/PHOTO");
    }

    @Test
    void shouldReadPastCommentsAndACommaAtTheEnd() throws IOException {
        String text = Files.readString(SAMPLE)
                .replaceFirst("\\{", "{ // of a template\n")
                .replaceFirst("\\}\\s*$", ", /* the end */ }");
        assertThat(preparation.check(bytes(text))).isEmpty();
    }

    @Test
    void shouldNameThePlacesThatAreStillToBeFilledIn() throws IOException {
        assertExplained(Files.readString(SAMPLE).replace("Sample chat", Placeholder.TEXT), "/service");
    }

    @Test
    void shouldListTheFieldsThereAreWhenOneIsUnknown() throws IOException {
        assertExplained(Files.readString(SAMPLE).replace("\"viewedBySubmitter\"", "\"viewed\""), "viewedBySubmitter");
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        assertExplained(
                Files.readString(SAMPLE).replace("\"disclosureBasis\": \"STATUTORY_DUTY\",", ""),
                "/disclosureBasis: is missing; expected is one of STATUTORY_DUTY");
    }

    private void assertExplained(String text, String where) {
        assertThatThrownBy(() -> preparation.check(bytes(text)))
                .isInstanceOf(PlainNoticeException.class)
                .hasMessageContaining(where);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
