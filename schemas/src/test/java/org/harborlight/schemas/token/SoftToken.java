package org.harborlight.schemas.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A token of SoftHSM 2, with the programs that an operator makes keys with. Its files are below the folder of
 * {@code SOFTHSM2_CONF}, which the build sets for each module and fork: the library reads that once a process, so there is one
 * token a process, and no two tests of one process may make one.
 */
public final class SoftToken {
    public static final String PIN = "271828";
    private static final String SECURITY_OFFICER = "31415926";
    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
    private static final Pattern FLAGS = Pattern.compile("Token info .*?flags: ([^\n]*)", Pattern.DOTALL);
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
            Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

    private final Path folder;
    private final Path library;
    private final String slot;

    private SoftToken(Path folder, Path library, String slot) {
        this.folder = folder;
        this.library = library;
        this.slot = slot;
    }

    /** Makes an empty token; ends the test as skipped where SoftHSM is not installed. */
    public static SoftToken make() {
        String configuration = System.getenv("SOFTHSM2_CONF");
        Assumptions.assumeTrue(configuration != null, "SOFTHSM2_CONF is not set: no token is tested");
        Path library = LIBRARIES.stream().filter(Files::isReadable).findFirst().orElse(Path.of(""));
        Assumptions.assumeTrue(
                Files.isReadable(library), "SoftHSM (Debian: softhsm2) is not installed: no token is tested");
        Path folder =
                Objects.requireNonNull(Path.of(configuration).toAbsolutePath().getParent());
        Path tokens = folder.resolve("tokens");
        try {
            empty(tokens);
            Files.createDirectories(tokens);
            Files.writeString(Path.of(configuration), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String told = run(List.of(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "harborlight",
                "--so-pin",
                SECURITY_OFFICER,
                "--pin",
                PIN));
        Matcher slot = SLOT.matcher(told);
        if (!slot.find()) {
            throw new IllegalStateException("softhsm2-util names no slot: " + told);
        }
        SoftToken token = new SoftToken(folder, library, slot.group(1));
        token.write("pin", PIN);
        return token;
    }

    public Path library() {
        return library;
    }

    public String slot() {
        return slot;
    }

    /** The file of the PIN. */
    public Path pin() {
        return folder.resolve("pin");
    }

    /** Makes a key that stays in the token. */
    public void makeKey(String alias, String... algorithm) {
        make(alias, "CKA_SENSITIVE = true\nCKA_EXTRACTABLE = false\n", algorithm);
    }

    /** Makes a key that whoever is logged in may take out, wrapped in another one. */
    public void makeKeyToWrap(String alias, String... algorithm) {
        make(alias, "CKA_SENSITIVE = true\nCKA_EXTRACTABLE = true\n", algorithm);
    }

    /** Makes a key that the token shows to whoever is logged in. */
    public void makeKeyToRead(String alias, String... algorithm) {
        make(alias, "CKA_SENSITIVE = false\nCKA_EXTRACTABLE = true\n", algorithm);
    }

    /** Writes the certificate of a key, in PEM. */
    public void exportCertificate(String alias, Path file) {
        List<String> command = new ArrayList<>(keytool("-exportcert"));
        command.addAll(List.of("-storepass:file", pin().toString(), "-rfc", "-alias", alias, "-file", file.toString()));
        var _ = run(command);
    }

    /** What the token says of itself, such as that a wrong PIN was tried, asked by a process that does not log in. */
    public String flags() {
        Path configuration = configure("showInfo = true\n");
        Path asking = write(
                "Asking.java",
                "void main(String[] arguments) {"
                        + " java.security.Security.getProvider(\"SunPKCS11\").configure(arguments[0]); }");
        Matcher flags = FLAGS.matcher(run(List.of(program("java"), asking.toString(), configuration.toString())));
        if (!flags.find()) {
            throw new IllegalStateException("the provider says nothing of the token");
        }
        return flags.group(1);
    }

    /** Ends the login of the whole process, as a token does that was taken out. */
    public void logout() throws GeneralSecurityException, IOException {
        Provider provider = Security.getProvider("SunPKCS11")
                .configure("--name = Logout\nlibrary = " + library + "\nslot = " + slot + "\n");
        KeyStore.getInstance("PKCS11", provider).load(null, PIN.toCharArray());
        ((AuthProvider) provider).logout();
    }

    private void make(String alias, String attributes, String... algorithm) {
        var _ = configure("attributes(*, CKO_PRIVATE_KEY, *) = {\n" + attributes + "}\n");
        List<String> command = new ArrayList<>(keytool("-genkeypair"));
        command.addAll(List.of(
                "-storepass:file",
                pin().toString(),
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-validity",
                "3650",
                "-keyalg"));
        command.addAll(List.of(algorithm));
        run(command);
    }

    private Path configure(String more) {
        return write("keytool.cfg", "name = Keytool\nlibrary = " + library + "\nslot = " + slot + "\n" + more);
    }

    private List<String> keytool(String order) {
        return List.of(
                program("keytool"),
                order,
                "-keystore",
                "NONE",
                "-storetype",
                "PKCS11",
                "-addprovider",
                "SunPKCS11",
                "-providerarg",
                folder.resolve("keytool.cfg").toString());
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed: " + told);
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
