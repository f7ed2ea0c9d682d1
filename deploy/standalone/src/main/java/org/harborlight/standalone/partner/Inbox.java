package org.harborlight.standalone.partner;

import java.nio.file.Path;
import java.time.Instant;
import org.harborlight.schemas.Delivery;
import org.harborlight.standalone.pki.SecretFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each delivery as a file of its own, exactly as it came, before it is receipted. {@code case open} reads them.
 * Safe for all threads.
 */
public final class Inbox implements ReceivingSystem.Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Path folder;

    public Inbox(Path folder) {
        this.folder = SecretFiles.createFolder(folder);
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void take(DeliveryCheck.Genuine genuine, byte[] body, Instant at) {
        Delivery delivery = genuine.delivery();
        Path file = folder.resolve(
                delivery.getCaseId() + "-" + delivery.getLane() + "-v" + delivery.getVersion() + ".json");
        SecretFiles.write(file, body);
        LOG.atInfo()
                .addKeyValue("partner", delivery.getPartnerId())
                .addKeyValue("caseId", delivery.getCaseId())
                .addKeyValue("file", file)
                .log("delivery kept");
    }

    @Override
    public void refused(String reason, byte[] body) {
        LOG.atWarn().addKeyValue("reason", reason).log("delivery refused");
    }
}
