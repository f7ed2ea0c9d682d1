package org.harborlight.standalone.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.Accession;
import org.harborlight.schemas.ReleaseProfile;
import org.harborlight.schemas.SectionKind;
import org.harborlight.schemas.StakeholderKind;
import org.harborlight.schemas.TlsIdentity;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.directory.AccessionSigner;
import org.harborlight.schemas.envelope.DsseJson;
import org.harborlight.schemas.envelope.SigningKey;

/** A directory folder in the making, with a desk that signed its accession. For one thread. */
final class JoiningFolder {
    static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    final SigningKey own = SigningKey.generate("desk-sign-1", RANDOM);
    private final Path folder;

    JoiningFolder(Path folder) {
        AvroTrust.install();
        this.folder = folder;
    }

    /** Writes {@code participants/desk.yaml}, and what the desk signed with the key. */
    JoiningFolder desk(String yaml, SigningKey signer) {
        write("participants/desk.yaml", "accession: desk.accession.json\n" + yaml);
        byte[] signed = DsseJson.write(AccessionSigner.sign(accession("desk"), signer));
        write("participants/desk.accession.json", new String(signed, StandardCharsets.UTF_8));
        return this;
    }

    JoiningFolder desk(String yaml) {
        return desk(yaml, own);
    }

    JoiningFolder write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DirectoryFolder read() {
        return DirectoryFolder.read(folder);
    }

    List<String> findings() {
        return DirectoryLint.of(read()).stream().map(DirectoryFinding::toString).toList();
    }

    private Accession accession(String id) {
        return Accession.newBuilder()
                .setParticipantId(id)
                .setName("N. N.")
                .setDesignation("Head of desk")
                .setEntity("Desk")
                .setPlace("Dublin")
                .setDate(NOW)
                .setKind(StakeholderKind.LAW_ENFORCEMENT)
                .setSubmits(false)
                .setReceives(true)
                .setEstablishment("IE")
                .setCoverage(List.of("IE", "DE"))
                .setSigningKeys(List.of(own.publicEntry(NOW)))
                .setTlsIdentities(
                        List.of(new TlsIdentity(ByteBuffer.wrap(new byte[32]), "urn:harborlight:participant:" + id)))
                .setReleaseProfile(new ReleaseProfile(List.of(SectionKind.LOCATORS), false))
                .build();
    }
}
