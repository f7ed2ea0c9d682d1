package org.harborlight.standalone.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.harborlight.schemas.Actor;
import org.harborlight.schemas.HarmType;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.notice.Submission;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.lint.LintFinding;
import org.harborlight.standalone.lint.NoticeLint;
import org.harborlight.standalone.lint.Severity;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.KeyFiles;
import org.harborlight.standalone.pki.SecretFiles;
import org.harborlight.standalone.submitter.FieldForm;
import org.harborlight.standalone.submitter.NoticePreparation;
import org.harborlight.standalone.submitter.Outbox;
import org.harborlight.standalone.submitter.PlainNoticeJson;
import org.harborlight.standalone.submitter.SubmitterFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every template becomes a notice once it is filled in, and not before; it explains every field. */
class NoticeTemplateTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final NoticeLint LINT = new NoticeLint(InstantSource.fixed(NOW));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSPECIFIED")
    void shouldLintCleanWhenFilledIn(HarmType harm) {
        assertThat(LINT.lint(filled(harm)))
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSPECIFIED")
    void shouldBeSealedAndSignedWhenFilledIn(HarmType harm, @TempDir Path folder) {
        Outbox.Entry entry = preparation(folder).prepare(filled(harm));
        byte[] payload = Bytes.copy(Submission.decode(entry.bytes()).getPayload());
        IncidentNotice notice = SingleObject.of(IncidentNotice.class).decode(payload);
        assertThat(notice.getHarms()).containsExactly(harm);
        assertThat(notice.getSections()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(notice.getActors()).extracting(Actor::getNumber).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSPECIFIED")
    void shouldBeRefusedWhileAPlaceholderIsLeft(HarmType harm) {
        assertThat(LINT.lint(bytes(NoticeTemplate.text(harm))))
                .isNotEmpty()
                .extracting(LintFinding::code)
                .containsOnly("placeholder");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNSPECIFIED")
    void shouldStillBeJsonWhenEveryFieldIsUncommented(HarmType harm) {
        String text = NoticeTemplate.text(harm)
                .lines()
                .map(line -> line.replaceFirst("^( *)// (?=[ ]*[\"\\[\\]{}])", "$1"))
                .collect(Collectors.joining("\n"));
        JsonNode all = PlainNoticeJson.tree(bytes(text));
        assertThat(all.has("audience")).isTrue();
        assertThat(all.path("sections").size()).isEqualTo(SectionKind.values().length - 1);
    }

    @Test
    void shouldExplainEveryFieldInTheWordsOfTheSchema() {
        String text = NoticeTemplate.text(HarmType.GROOMING).replaceAll("\\s*//\\s*(?://)?\\s*", " ");
        Set<Schema.Field> fields = new LinkedHashSet<>();
        collect(IncidentNotice.getClassSchema(), fields);
        Arrays.stream(SectionKind.values())
                .filter(kind -> kind != SectionKind.UNSPECIFIED)
                .forEach(kind -> collect(FieldForm.sectionSchema(kind), fields));
        assertThat(fields)
                .hasSizeGreaterThan(90)
                .allSatisfy(field -> assertThat(text).contains(field.doc()));
        assertThat(text).contains("One of IMMINENT, URGENT, STANDARD, INFORMATIONAL.");
    }

    @Test
    void shouldSuggestWhatFitsTheHarm() {
        JsonNode grooming = PlainNoticeJson.tree(bytes(NoticeTemplate.text(HarmType.GROOMING)));
        assertThat(grooming.path("urgencyBasis").asText()).isEqualTo("PLANNED_MEETING");
        JsonNode domain = PlainNoticeJson.tree(bytes(NoticeTemplate.text(HarmType.MISLEADING_DOMAIN)));
        assertThat(domain.path("priority").asText()).isEqualTo("INFORMATIONAL");
        assertThat(domain.has("actors")).isFalse();
        assertThat(domain.path("sections").has("LOCATORS")).isTrue();
    }

    private static void collect(Schema schema, Set<Schema.Field> fields) {
        Schema type = new FieldForm("", schema).type();
        if (type.getType() == Schema.Type.ARRAY) {
            collect(type.getElementType(), fields);
        } else if (type.getType() == Schema.Type.RECORD) {
            type.getFields().stream()
                    .filter(field -> !field.name().equals("sections"))
                    .filter(fields::add)
                    .forEach(field -> collect(field.schema(), fields));
        }
    }

    private static byte[] filled(HarmType harm) {
        return bytes(FilledTemplate.of(PlainNoticeJson.tree(bytes(NoticeTemplate.text(harm))))
                .toString());
    }

    private static NoticePreparation preparation(Path folder) {
        SecureRandom random = new SecureRandom();
        SubmitterFolder submitter =
                SubmitterFolder.write(folder, "sample-platform", URI.create("https://localhost:1"), "tokens-1");
        KeyFiles.signingKey(submitter.signingKeyFile(), "sign-1", random);
        KeyFiles.secret(submitter.tokenKeyFile(), random);
        JwkSet exchange =
                new JwkSet(List.of(SealingKey.generate("sealing-1", random).publicEntry(Instant.EPOCH)));
        SecretFiles.write(submitter.exchangeKeysFile(), exchange.toJson());
        return new NoticePreparation(submitter, InstantSource.fixed(NOW));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
