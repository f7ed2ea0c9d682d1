package org.harborlight.service.keys;

import java.nio.file.Path;

/**
 * How to reach a token through the JDK's PKCS#11 provider.
 *
 * @param configuration what the provider is configured with: the path of a file, or its content after {@code --}
 * @param pin file that holds the user PIN
 */
public record TokenAccess(String configuration, Path pin) {
    /** The token in one slot of a module. */
    public static TokenAccess of(Path library, String slot, Path pin) {
        return new TokenAccess("--name = Harborlight\nlibrary = " + library + "\nslot = " + slot + "\n", pin);
    }
}
