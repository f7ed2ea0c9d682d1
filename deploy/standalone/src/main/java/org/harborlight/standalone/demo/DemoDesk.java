package org.harborlight.standalone.demo;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.harborlight.schemas.SectionKind;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.partner.OpenedSection;
import org.harborlight.standalone.partner.ReceivingSystem;
import org.harborlight.standalone.partner.SectionOpener;

/** The desk of a demo partner: opens what was released, notes it all, and sometimes answers. Safe for all threads. */
final class DemoDesk implements ReceivingSystem.Desk {
    private final SectionOpener opener;
    private final PartnerLog log;
    private final Consumer<Received> answers;

    /** The answers are told of each delivery after it was noted, and must not block. */
    DemoDesk(SectionOpener opener, PartnerLog log, Consumer<Received> answers) {
        this.opener = opener;
        this.log = log;
        this.answers = answers;
    }

    @Override
    public void take(DeliveryCheck.Genuine genuine, byte[] body, Instant at) {
        SectionOpener.Opened opened = opener.open(genuine);
        Set<SectionKind> openedKinds = EnumSet.noneOf(SectionKind.class);
        opened.sections().stream().map(OpenedSection::kind).forEach(openedKinds::add);
        Set<SectionKind> closedKinds = EnumSet.noneOf(SectionKind.class);
        opened.unopened().stream().map(SectionOpener.Unopened::kind).forEach(closedKinds::add);
        Received received = new Received(genuine.delivery(), openedKinds, closedKinds, at);
        log.received(received);
        answers.accept(received);
    }

    @Override
    public void refused(String reason, byte[] body) {
        log.refused(reason);
    }
}
