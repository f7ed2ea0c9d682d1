package org.harborlight.standalone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.directory.LoadResult;
import org.harborlight.standalone.pki.ExchangePki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryPublisherTest {
    private static final Participants.Who WHO = new Participants.Who("acme", "Acme", StakeholderKind.PLATFORM, "IE");

    @TempDir
    private Path folder;

    @Test
    void shouldSayNothingAgainAtTheNextStart() {
        List<SpecificRecord> entries = entries();
        DirectoryLoader loader = loader(entries);

        assertThat(entries())
                .allSatisfy(entry -> assertThat(DirectoryPublisher.says(loader.current(), entry))
                        .isTrue());
    }

    @Test
    void shouldSayWhatIsNew() {
        DirectoryLoader loader = loader(entries());
        Participant renamed = (Participant) entries().getLast();
        renamed.setName("Acme and sons");

        assertThat(DirectoryPublisher.says(loader.current(), renamed)).isFalse();
    }

    /** As every start of an exchange makes them, on the same folder. */
    private List<SpecificRecord> entries() {
        ExchangePki pki = pki();
        return List.of(
                pki.exchangeKeys(Instant.EPOCH),
                Participants.submitter(WHO, pki, pki.submitterKit(folder.resolve("acme"), "acme")));
    }

    private DirectoryLoader loader(List<SpecificRecord> entries) {
        var secrets = pki().secrets();
        DirectoryLoader loader = new DirectoryLoader(secrets.operatorPublicKeys(), 2);
        entries.forEach(entry -> assertThat(loader.apply(DirectorySigner.sign(
                        loader.current(),
                        entry,
                        Instant.now(),
                        secrets.operators().keys())))
                .isInstanceOf(LoadResult.Applied.class));
        return loader;
    }

    private ExchangePki pki() {
        return ExchangePki.open(folder, InstantSource.system(), new SecureRandom());
    }
}
