package org.harborlight.standalone.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import org.harborlight.schemas.codec.AvroJson;
import org.harborlight.schemas.sealing.SealingKey;
import org.harborlight.standalone.partner.CaseText;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.DeliveryVerifier;
import org.harborlight.standalone.partner.OpenedSection;
import org.harborlight.standalone.partner.SectionOpener;
import org.harborlight.standalone.pki.KeyFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens what was released to a partner, after verifying that the exchange sent it. */
@Command(
        name = "open",
        description = {
            "Verifies a saved delivery, opens the sections released to the partner and prints them.",
            "URLs and addresses are defanged. What is shown is personal data of people in danger: keep it so."
        })
final class CaseOpenCommand extends Subcommand {
    @Mixin
    private CaseFileOptions options = new CaseFileOptions();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "PEM",
            description = "The partner's sealing key (sealing.pem in its folder).")
    private Path key = Path.of("");

    @Option(names = "--json", description = "Print JSON, not defanged.")
    private boolean json;

    @Override
    public Integer call() {
        DeliveryCheck check = new DeliveryVerifier(options.exchangeKeys().lookup(), options.addressee())
                .verify(options.body(), Instant.now());
        return switch (check) {
            case DeliveryCheck.Refused(String reason) -> {
                err().println("harborlight: not opened, the delivery is not genuine: " + reason);
                yield HarborlightCommand.FAULT;
            }
            case DeliveryCheck.Genuine genuine -> open(genuine);
        };
    }

    private int open(DeliveryCheck.Genuine genuine) {
        SealingKey own = KeyFiles.readSealingKey(key);
        SectionOpener.Opened opened = new SectionOpener(own).open(genuine);
        if (json) {
            ObjectNode root = JSON.createObjectNode();
            root.set("delivery", AvroJson.toJson(genuine.delivery()));
            ArrayNode sections = root.putArray("opened");
            for (OpenedSection section : opened.sections()) {
                sections.addObject()
                        .put("submitterId", section.submitterId())
                        .put("noticeId", section.noticeId())
                        .put("kind", section.kind().name())
                        .set("content", AvroJson.toJson(section.content()));
            }
            print(root);
        } else {
            CaseText.summary(genuine.delivery()).forEach(out()::println);
            CaseText.sections(opened).forEach(out()::println);
        }
        return opened.unopened().isEmpty() ? HarborlightCommand.OK : HarborlightCommand.FAULT;
    }
}
