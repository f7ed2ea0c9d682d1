package org.harborlight.standalone.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.harborlight.standalone.submitter.PlainNoticeJson;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each advice is given where it should be and only there; errors are those of the gateway. */
class NoticeLintTest {
    private static final Path SAMPLES = Path.of("../samples");
    private static final NoticeLint LINT = new NoticeLint(InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")));

    @ParameterizedTest
    @ValueSource(strings = {"case", "grooming", "sextortion", "self-generated", "retraction"})
    void shouldFindNothingWhenTheNoticeIsASample(String name) throws IOException {
        assertThat(LINT.lint(Files.readAllBytes(SAMPLES.resolve(name + ".json"))))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> shouldAdviseWhenTheNoticeCallsForIt() {
        return LintExamples.all().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.advice() + " " + example.pointer(),
                        () -> assertThat(lint(example.fires()))
                                .contains(example.advice().at(example.pointer()))));
    }

    @TestFactory
    Stream<DynamicTest> shouldStaySilentWhenTheNoticeDoesNotCallForIt() {
        return LintExamples.all().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.advice() + " " + example.pointer(),
                        () -> assertThat(lint(example.silent()))
                                .extracting(LintFinding::code)
                                .doesNotContain(example.advice().code())));
    }

    @Test
    void shouldHaveAnExampleOfEveryAdvice() {
        Set<Advice> shown =
                LintExamples.all().stream().map(LintExamples.Example::advice).collect(Collectors.toSet());
        assertThat(shown).isEqualTo(EnumSet.allOf(Advice.class));
    }

    @Test
    void shouldCallAnErrorWhatTheGatewayRefuses() {
        assertThat(lint(notice -> {
                    notice.remove("urgencyBasis");
                    notice.put("createdAt", "2026-01-01T00:00:00Z");
                }))
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(LintFinding::code, LintFinding::pointer)
                .containsExactly(tuple("invalid-field", "/urgencyBasis"), tuple("stale-timestamp", "/createdAt"));
    }

    @Test
    void shouldSayWhatAFieldMayHoldWhenItIsWrong() {
        assertThat(lint(notice -> notice.remove("urgencyBasis")))
                .first()
                .extracting(LintFinding::fix)
                .asString()
                .contains("Required for IMMINENT and URGENT.", "SUICIDE_RISK");
    }

    @Test
    void shouldCallARetractionWithoutReasonAnError() {
        assertThat(lint(notice -> {
                    LintExamples.retraction(notice);
                    notice.remove("retractionReason");
                }))
                .first()
                .extracting(LintFinding::severity, LintFinding::pointer)
                .containsExactly(Severity.ERROR, "/retractionReason");
    }

    @Test
    void shouldCallASectionAnErrorWhenItIsTooLongToBeSealed() {
        assertThat(lint(notice -> ((ObjectNode) notice.at("/sections/NARRATIVE")).put("text", "x".repeat(17_000))))
                .extracting(LintFinding::severity, LintFinding::pointer)
                .contains(tuple(Severity.ERROR, "/sections/NARRATIVE"));
    }

    @Test
    void shouldPutTheMostSeriousFirst() {
        assertThat(lint(notice -> {
                    notice.remove("urgencyBasis");
                    notice.remove("preserveUntil");
                    notice.put("test", true);
                }))
                .extracting(LintFinding::severity)
                .containsExactly(Severity.ERROR, Severity.WARNING, Severity.INFO);
    }

    @Test
    void shouldRepeatNoValueOfTheNotice() {
        assertThat(lint(notice -> notice.put("incidentKey", "lena@mail.example"))
                        .toString())
                .doesNotContain("lena");
    }

    private static List<LintFinding> lint(Consumer<ObjectNode> change) {
        try {
            ObjectNode notice = PlainNoticeJson.tree(Files.readAllBytes(SAMPLES.resolve("case.json")));
            change.accept(notice);
            return LINT.lint(notice.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("no sample", e);
        }
    }
}
