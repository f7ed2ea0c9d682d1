package org.harborlight.connector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.harborlight.connector.ConnectorConfig.Secrets;
import org.harborlight.schemas.KeyAlgorithm;
import org.harborlight.schemas.envelope.SigningKey;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.service.ConfigValues;
import org.harborlight.service.keys.KeyFile;
import org.jspecify.annotations.Nullable;

/** Reads the connector's keys; no problem that it reports says anything of a key's value. */
final class ConnectorSecrets {
    private ConnectorSecrets() {}

    /** Null where a problem was added. */
    static @Nullable Secrets read(ConfigValues values, List<String> problems) {
        SigningKey connectorKey = connectorKey(values, problems);
        List<SealingKey> sealingKeys = sealingKeys(
                values.paths("sealing.keys"), new Password(values.password("sealing.keys.password")), problems);
        return connectorKey == null || sealingKeys.isEmpty() ? null : new Secrets(connectorKey, sealingKeys);
    }

    private static @Nullable SigningKey connectorKey(ConfigValues values, List<String> problems) {
        try {
            SigningKey key = new KeyFile(
                            values.path("connector.key.file"),
                            new Password(values.password("connector.key.file.password")))
                    .signing(values.text("connector.key.id"));
            if (key.algorithm() == KeyAlgorithm.ED25519) {
                return key;
            }
        } catch (IOException | RuntimeException e) {
            problems.add("connector.key.file: not an Ed25519 private key, " + KeyFile.FORMS);
            return null;
        }
        problems.add("connector.key.file: must be an Ed25519 key, because webhooks are signed with it");
        return null;
    }

    private static List<SealingKey> sealingKeys(List<Path> files, Password password, List<String> problems) {
        List<SealingKey> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.add(new KeyFile(file, password).sealing(keyId(file)));
            } catch (IOException | RuntimeException e) {
                problems.add("sealing.keys: not an X25519 private key, " + KeyFile.FORMS + ": " + file);
            }
        }
        if (files.isEmpty()) {
            problems.add("sealing.keys: at least one");
        }
        return List.copyOf(keys);
    }

    private static String keyId(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
