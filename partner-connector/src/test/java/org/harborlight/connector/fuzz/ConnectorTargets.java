package org.harborlight.connector.fuzz;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.harborlight.connector.inbox.CursorTarget;
import org.harborlight.connector.push.AnswerTarget;
import org.harborlight.connector.receipt.FeedbackTarget;
import org.harborlight.connector.tls.AddressGuard;
import org.harborlight.schemas.fuzz.ParserTarget;

/** What the connector reads of what partners send. */
final class ConnectorTargets {
    private ConnectorTargets() {}

    static List<ParserTarget> all() {
        return Stream.concat(
                        Stream.of(CursorTarget.target(), FeedbackTarget.target(), addresses()),
                        AnswerTarget.targets().stream())
                .toList();
    }

    /** What the name of a partner's system resolves to. */
    private static ParserTarget addresses() {
        return new ParserTarget(
                "address",
                List.of(new byte[] {127, 0, 0, 1}, new byte[16], new byte[] {
                    0, 100, -1, -101, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1
                }),
                bytes -> {
                    try {
                        AddressGuard.check(List.of(InetAddress.getByAddress(bytes)), false);
                    } catch (UnknownHostException noAddress) {
                        // As declared.
                    }
                });
    }
}
