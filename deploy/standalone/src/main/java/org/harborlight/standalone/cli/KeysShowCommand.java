package org.harborlight.standalone.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.harborlight.schemas.PublicKeyEntry;
import org.harborlight.schemas.envelope.VerificationKey;
import org.harborlight.schemas.tls.PemFiles;
import org.harborlight.standalone.partner.JwkSet;
import org.harborlight.standalone.pki.KeyFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the public half of a key. */
@Command(
        name = "show",
        description = {
            "Prints the public half of a private key file, with its algorithm, as a JWK set for the directory.",
            "With --key-id, of a certificate, such as stands beside a key in a token."
        })
final class KeysShowCommand extends Subcommand {
    @Parameters(
            paramLabel = "FILE",
            description = "File of a private key, made by `keys new`, or a certificate in PEM.")
    private Path file = Path.of("");

    @Option(names = "--key-id", description = "FILE is a certificate; the id that its key has in the directory.")
    private @Nullable String keyId;

    @Override
    public Integer call() throws IOException {
        readFile(file);
        PublicKeyEntry key = keyId == null ? publicKey() : certified(keyId);
        print(JSON.readTree(new JwkSet(List.of(key)).toJson()));
        return HarborlightCommand.OK;
    }

    private PublicKeyEntry publicKey() {
        try {
            return KeyFiles.readSigningKey(file).publicEntry(Instant.EPOCH);
        } catch (IllegalArgumentException notForSigning) {
            try {
                return KeyFiles.readSealingKey(file).publicEntry(Instant.EPOCH);
            } catch (IllegalArgumentException notForSealing) {
                throw new UsageException(file + " is not a key made by `keys new`");
            }
        }
    }

    private PublicKeyEntry certified(String id) {
        try {
            byte[] der =
                    PemFiles.readCertificates(file).getFirst().getPublicKey().getEncoded();
            PublicKeyEntry entry = PublicKeyEntry.newBuilder()
                    .setKeyId(id)
                    .setAlgorithm(VerificationKey.algorithmOf(der))
                    .setPublicKey(ByteBuffer.wrap(der))
                    .setValidFrom(Instant.EPOCH)
                    .build();
            return VerificationKey.of(entry).entry();
        } catch (IllegalArgumentException unsound) {
            throw new UsageException(
                    file + " is not a certificate of a signing key: Ed25519, ECDSA P-256 or ML-DSA-65");
        }
    }
}
