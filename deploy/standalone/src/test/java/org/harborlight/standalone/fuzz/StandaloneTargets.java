package org.harborlight.standalone.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.schemas.IncidentNotice;
import org.harborlight.schemas.codec.SingleObject;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.harborlight.standalone.directory.FolderTargets;
import org.harborlight.standalone.partner.ReceivingTargets;
import org.harborlight.standalone.pki.RequestTarget;
import org.harborlight.standalone.submitter.PlainNotice;
import org.harborlight.standalone.submitter.PlainNoticeException;
import org.harborlight.standalone.submitter.PlainNoticeJson;
import org.harborlight.standalone.wire.HttpReader;

/** What the command line reads of what people, operators, the exchange and partners' servers write. */
final class StandaloneTargets {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final int LARGEST = 64 * 1024;

    private StandaloneTargets() {}

    static List<ParserTarget> all() {
        List<ParserTarget> all = new ArrayList<>(own());
        all.add(RequestTarget.target());
        all.addAll(FolderTargets.all());
        all.addAll(ReceivingTargets.all());
        return all;
    }

    private static List<ParserTarget> own() {
        PlainNoticeJson notices = new PlainNoticeJson("platform-a", Optional.empty());
        return List.of(
                new ParserTarget(
                        "plain-notice",
                        samples(),
                        ParserTarget.expecting(PlainNoticeException.class, json -> encoded(notices.read(json, NOW)))),
                ParserTarget.ofText(
                        "http",
                        StandaloneTargets::readMessages,
                        "POST /a HTTP/1.1\r\nContent-Length: 3\r\nWebhook-Id: x\r\n\r\nabc",
                        "POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nde\r\n1\r\nf\r\n0\r\n\r\n",
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: Close\r\n\r\nto the end"));
    }

    /** What can be read can also be sent. */
    private static void encoded(PlainNotice plain) {
        SingleObject.of(IncidentNotice.class).encode(plain.notice());
    }

    private static void readMessages(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (boolean responses : List.of(true, false)) {
            ByteArrayInputStream in = new ByteArrayInputStream(bytes);
            HttpReader reader = responses ? HttpReader.ofResponses(in) : HttpReader.ofRequests(in);
            try {
                boolean more = true;
                while (more) {
                    more = reader.next(LARGEST).isPresent();
                }
            } catch (IOException malformed) {
                // As declared.
            }
        }
    }

    private static List<byte[]> samples() {
        return Stream.of("case.json", "grooming.json", "retraction.json", "sextortion.json")
                .map(name -> Path.of("../samples").resolve(name))
                .map(StandaloneTargets::read)
                .toList();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
