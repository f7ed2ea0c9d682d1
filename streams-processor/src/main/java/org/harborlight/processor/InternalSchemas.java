package org.harborlight.processor;

import java.util.List;
import org.apache.avro.Schema;
import org.harborlight.processor.state.AdmittedNotice;
import org.harborlight.processor.state.CaseAnswers;
import org.harborlight.processor.state.CaseState;
import org.harborlight.processor.state.DeliveryBook;
import org.harborlight.processor.state.Frontier;
import org.harborlight.processor.state.HeldEntry;
import org.harborlight.processor.state.NoticeStatus;
import org.harborlight.processor.state.OriginMark;
import org.harborlight.processor.state.ReferenceCase;
import org.harborlight.processor.state.SeenNotice;
import org.harborlight.processor.state.StoredNotice;

/**
 * Records of the processor's own stores and repartition topics. They are no contract, but the next version of the
 * processor has to read what this one stored, and finds their schemas where those of the contract are.
 */
public final class InternalSchemas {
    private InternalSchemas() {}

    public static List<Schema> all() {
        return List.of(
                AdmittedNotice.getClassSchema(),
                CaseAnswers.getClassSchema(),
                CaseState.getClassSchema(),
                DeliveryBook.getClassSchema(),
                Frontier.getClassSchema(),
                HeldEntry.getClassSchema(),
                NoticeStatus.getClassSchema(),
                OriginMark.getClassSchema(),
                ReferenceCase.getClassSchema(),
                SeenNotice.getClassSchema(),
                StoredNotice.getClassSchema());
    }
}
