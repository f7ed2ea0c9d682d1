package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.SignedEnvelope;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.directory.AccessionRule;
import org.harborlight.schemas.directory.AccessionSigner;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.standalone.directory.Change;
import org.harborlight.standalone.pki.ExchangePki;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * The accession of a participant on this machine, in its folder. One that says what is wanted stays as it is, so that
 * the directory need not be told the same again at every start. Not for several threads on one folder.
 */
final class KitAccession {
    private static final int MOST_BYTES = 256 * 1024;

    private final ExchangePki.Kit kit;
    private final Path file;

    KitAccession(ExchangePki.Kit kit) {
        this.kit = kit;
        this.file = kit.folder().resolve("accession.json");
    }

    /** What the participant signs so that its entry may be as given. */
    SignedEnvelope signed(Participant entry) {
        Optional<SignedEnvelope> kept = kept();
        Optional<Accession> said = kept.flatMap(AccessionRule.always()::read);
        if (kept.isPresent()
                && said.isPresent()
                && Change.same(said.get(), wanted(entry, said.get().getDate()))) {
            return kept.get();
        }
        SignedEnvelope made = AccessionSigner.sign(wanted(entry, after(said)), kit.signing());
        SecretFiles.write(file, DsseJson.write(made));
        return made;
    }

    private Optional<SignedEnvelope> kept() {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(DsseJson.read(Files.readAllBytes(file), MOST_BYTES))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (DecodeException damaged) {
            return Optional.empty();
        }
    }

    private static Accession wanted(Participant entry, Instant date) {
        return AccessionSigner.covering(entry)
                .setName("Who runs " + entry.getName())
                .setDesignation("Operator of this machine")
                .setPlace("this machine")
                .setDate(date)
                .build();
    }

    /** Now, or where the clock was set back a little, right after the one before. */
    private static Instant after(Optional<Accession> before) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return before.map(said -> said.getDate().plusMillis(1))
                .filter(next -> next.isAfter(now))
                .orElse(now);
    }
}
