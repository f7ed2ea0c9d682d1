package org.harborlight.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.gateway.CorpusFile;
import org.harborlight.gateway.TestKeys;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.corpus.CorpusKeys;
import org.harborlight.schemas.directory.AccessionFixtures;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.NoticeLimits;
import org.junit.jupiter.api.Test;

/** Every file of the public corpus is judged as its name says. */
final class CorpusVerifierTest {
    private static final InstantSource CLOCK = () -> CorpusKeys.NOW;

    @Test
    void shouldJudgeEachFileAsItsNameSays() throws IOException {
        AvroTrust.install();
        Directory directory = directory();
        NoticeVerifier verifier =
                new NoticeVerifier(new NoticeChecks(NoticeLimits.defaults(), CLOCK), CLOCK, WriterSchemas.none());

        for (CorpusFile file : CorpusFile.all()) {
            assertThat(problem(verifier.verify(CorpusKeys.SUBMITTER, directory, file.form(), file.bytes())))
                    .as("%s", file.path())
                    .isEqualTo(file.problem());
        }
    }

    private static String problem(Verification verification) {
        return switch (verification) {
            case Verification.Verified _ -> "";
            case Verification.Refused refused ->
                refused.refusal().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    private static Directory directory() {
        TestKeys keys = new TestKeys();
        DirectoryLoader loader = new DirectoryLoader(List.of(keys.operatorEntry()), 1);
        List.<SpecificRecord>of(keys.corpusSubmitter(List.of()), keys.exchangeOfTheCorpus())
                .forEach(body -> loader.apply(DirectorySigner.sign(
                        loader.current(), AccessionFixtures.acceded(body), CorpusKeys.NOW, List.of(keys.operator))));
        return loader.current();
    }
}
