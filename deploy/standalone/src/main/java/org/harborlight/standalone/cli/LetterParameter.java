package org.harborlight.standalone.cli;

import java.util.List;
import org.harborlight.standalone.operator.DeadLetterList;
import org.harborlight.standalone.operator.OperatorTopics;
import org.harborlight.standalone.operator.PlacedLetter;
import picocli.CommandLine.Parameters;

/** Names a dead letter. */
final class LetterParameter {
    @Parameters(
            paramLabel = "ORIGIN|LETTER",
            description = {
                "The record that could not be processed, as TOPIC/PARTITION/OFFSET, or its dead letter,",
                "as PARTITION/OFFSET; `deadletters list --json` shows both."
            })
    private String name = "";

    String name() {
        return name;
    }

    /** At least one: a record that was tried again can have several. */
    List<PlacedLetter> find(OperatorTopics topics) {
        List<PlacedLetter> found;
        try {
            found = new DeadLetterList(topics).named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (found.isEmpty()) {
            throw new UsageException("there is no dead letter " + name);
        }
        return found;
    }
}
