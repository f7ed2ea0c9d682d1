package org.harborlight.gateway.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.gateway.TestKeys;
import org.harborlight.gateway.TestNotices;
import org.harborlight.gateway.http.HeaderTargets;
import org.harborlight.gateway.status.Cursors;
import org.harborlight.gateway.verify.EnvelopeForm;
import org.harborlight.gateway.verify.NoticeVerifier;
import org.harborlight.schemas.ParticipantStatus;
import org.harborlight.schemas.SignedNotice;
import org.harborlight.schemas.codec.WriterSchemas;
import org.harborlight.schemas.directory.AccessionFixtures;
import org.harborlight.schemas.directory.Directory;
import org.harborlight.schemas.directory.DirectoryLoader;
import org.harborlight.schemas.directory.DirectorySigner;
import org.harborlight.schemas.fuzz.ParserTarget;
import org.harborlight.schemas.notice.NoticeChecks;
import org.harborlight.schemas.notice.NoticeLimits;
import org.harborlight.schemas.notice.SignedNoticeJson;
import org.harborlight.schemas.notice.Submission;

/** What the gateway reads of what submitters send. */
final class GatewayTargets {
    private static final String SUBMITTER = "platform-a";
    private static final InstantSource CLOCK = InstantSource.system();

    private final TestKeys keys = new TestKeys();
    private final TestNotices notices = new TestNotices(keys);
    private final Directory directory = directory();
    private final NoticeVerifier verifier =
            new NoticeVerifier(new NoticeChecks(NoticeLimits.defaults(), CLOCK), CLOCK, WriterSchemas.none());

    static List<ParserTarget> all() {
        List<ParserTarget> all = new ArrayList<>(new GatewayTargets().targets());
        all.addAll(HeaderTargets.all());
        return all;
    }

    private List<ParserTarget> targets() {
        SignedNotice sealed = notices.sealed(notices.urgent(SUBMITTER));
        Cursors cursors = new Cursors(new byte[32]);
        return List.of(
                new ParserTarget("avro", List.of(TestNotices.body(sealed)), body -> verify(EnvelopeForm.AVRO, body)),
                new ParserTarget(
                        "json", List.of(SignedNoticeJson.write(sealed)), body -> verify(EnvelopeForm.JSON, body)),
                new ParserTarget(
                        "signed-payload",
                        List.of(TestNotices.payload(notices.standard(SUBMITTER)), new byte[0]),
                        payload -> verify(
                                EnvelopeForm.AVRO, TestNotices.body(Submission.sign(payload, null, keys.current)))),
                ParserTarget.ofText(
                        "cursor",
                        text -> cursors.open(SUBMITTER, text),
                        cursors.seal(SUBMITTER, "0:7,1:3"),
                        new String(new byte[8 * 1024], StandardCharsets.US_ASCII)));
    }

    /** Refuses or accepts, and throws nothing at all. */
    private void verify(EnvelopeForm form, byte[] body) {
        verifier.verify(SUBMITTER, directory, form, body);
    }

    private Directory directory() {
        DirectoryLoader loader = new DirectoryLoader(List.of(keys.operatorEntry()), 1);
        List.<SpecificRecord>of(keys.submitter(SUBMITTER, ParticipantStatus.ACTIVE, List.of(), null), keys.exchange())
                .forEach(body -> loader.apply(DirectorySigner.sign(
                        loader.current(), AccessionFixtures.acceded(body), Instant.now(), List.of(keys.operator))));
        return loader.current();
    }
}
