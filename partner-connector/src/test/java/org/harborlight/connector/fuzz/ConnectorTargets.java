package org.harborlight.connector.fuzz;

import java.util.List;
import java.util.stream.Stream;
import org.harborlight.connector.inbox.CursorTarget;
import org.harborlight.connector.push.AnswerTarget;
import org.harborlight.connector.receipt.FeedbackTarget;
import org.harborlight.schemas.fuzz.ParserTarget;

/** What the connector reads of what partners send. */
final class ConnectorTargets {
    private ConnectorTargets() {}

    static List<ParserTarget> all() {
        return Stream.concat(Stream.of(CursorTarget.target(), FeedbackTarget.target()), AnswerTarget.targets().stream())
                .toList();
    }
}
