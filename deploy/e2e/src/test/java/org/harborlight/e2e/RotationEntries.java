package org.harborlight.e2e;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a submitter and a partner enter of themselves in the directory, and what operators enter of them. For one thread. */
final class RotationEntries {
    private static final String FALLBACK = "fallbackDesk: true";

    private final RotationScene scene;

    RotationEntries(RotationScene scene) {
        this.scene = scene;
    }

    /** The submitter accedes anew, with more keys or fewer, as the command line says it. */
    void platform(String... keys) throws IOException {
        scene.operators()
                .accede(
                        KillableExchange.submitterId(),
                        scene.submitter(),
                        scene.exchange().pki().submitters().certificateFile(),
                        RotationFiles.SUBMITTER_FORM,
                        "",
                        keys);
    }

    /** The partner accedes anew. */
    void desk(String... keys) throws IOException {
        scene.operators()
                .accede(
                        RotationScene.DESK,
                        scene.desk(),
                        scene.exchange().pki().partners().certificateFile(),
                        RotationFiles.deskForm(scene.exchange()),
                        FALLBACK,
                        keys);
    }

    /** The operators revoke a key of the submitter, from now on. */
    void revokeOfPlatform(String keyId) throws IOException {
        scene.operators().decide(KillableExchange.submitterId(), revoked(keyId));
    }

    /** The operators revoke keys of the partner, from now on. */
    void revokeOfDesk(String... keyIds) throws IOException {
        scene.operators().decide(RotationScene.DESK, FALLBACK + "\n" + revoked(keyIds));
    }

    private static String revoked(String... keyIds) {
        return Stream.of(keyIds)
                .map(keyId -> keyId + ": " + RotationScene.now())
                .collect(Collectors.joining(", ", "revoked: {", "}"));
    }
}
