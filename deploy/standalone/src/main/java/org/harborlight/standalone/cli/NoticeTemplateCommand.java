package org.harborlight.standalone.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.harborlight.schemas.HarmType;
import org.harborlight.standalone.template.NoticeTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a notice to fill in. */
@Command(
        name = "template",
        description = {
            "Prints a notice about a harm as JSON with comments, to be filled in: what usually matters,",
            "what each field means, and what must never stand where. Check it with `harborlight notice lint`."
        })
final class NoticeTemplateCommand extends Subcommand {
    @Option(
            names = "--harm",
            paramLabel = "HARM",
            required = true,
            description = "The primary harm, for example GROOMING; an unknown word lists all.")
    private String harm = "";

    @Override
    public Integer call() {
        out().print(NoticeTemplate.text(harm()));
        out().flush();
        return HarborlightCommand.OK;
    }

    private HarmType harm() {
        String name = harm.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(HarmType.values())
                .filter(type -> type != HarmType.UNSPECIFIED && type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("no such harm: " + harm + "; there are "
                        + Arrays.stream(HarmType.values())
                                .filter(type -> type != HarmType.UNSPECIFIED)
                                .map(HarmType::name)
                                .collect(Collectors.joining(", "))));
    }
}
