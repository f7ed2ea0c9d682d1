package org.harborlight.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.harborlight.standalone.conformance.BelievingServer.Manner;
import org.harborlight.standalone.conformance.Finding.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal that the check asks for is missed where it is missing, and answers that prove nothing are no pass. */
final class PartnerCheckBadIT {
    /** First delivery, repeat, and two over one connection. */
    private static final int UNTIL_REFUSALS = 4;

    @TempDir
    private static Path folder;

    private static CheckedPartner partner;
    private static SSLContext tls;

    @BeforeAll
    static void makeKeys() throws IOException, GeneralSecurityException {
        partner = new CheckedPartner(folder.resolve("data"));
        tls = BelievingTls.of(partner.desk());
    }

    @Test
    void shouldFindThatSomebodyLetsInWhoeverComesWithWhateverItIs() throws IOException {
        try (BelievingServer server = new BelievingServer(tls, Manner.ALWAYS)) {
            CheckedPartner.Findings found = partner.patiently(server.url(), 2);
            assertThat(failed(found))
                    .contains(
                            "no-client-certificate",
                            "foreign-client-certificate",
                            "not-a-delivery",
                            "oversized",
                            "batch-with-forgery");
            assertThat(found.get("delivery").verdict()).isEqualTo(Verdict.PASS);
            assertThat(found.get("repeat").verdict()).isEqualTo(Verdict.PASS);
            assertThat(found.get("batch").verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void shouldFindThatSomebodyTakesARetryForAReplay() throws IOException {
        try (BelievingServer server = new BelievingServer(tls, new Manner(Integer.MAX_VALUE, 200, true))) {
            CheckedPartner.Findings found = partner.patiently(server.url(), 1);
            assertThat(found.get("repeat").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(found.get("repeat").detail()).isEqualTo("refused: replayed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 429, 503})
    void shouldTakeNoAnswerForARefusalThatProvesNothing(int status) throws IOException {
        try (BelievingServer server = new BelievingServer(tls, new Manner(UNTIL_REFUSALS, status, false))) {
            CheckedPartner.Findings found = partner.patiently(server.url(), 2);
            assertThat(Stream.of("no-client-certificate", "webhook-old", "envelope-changed", "not-a-delivery")
                            .map(check -> found.get(check).verdict()))
                    .containsOnly(Verdict.WARN);
            assertThat(found.get("batch").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(found.get("batch-with-forgery").verdict()).isEqualTo(Verdict.SKIPPED);
        }
    }

    private static List<String> failed(CheckedPartner.Findings found) {
        return found.all().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .map(Finding::check)
                .toList();
    }
}
