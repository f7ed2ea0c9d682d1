package org.harborlight.standalone.directory;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.directory.Directory;

/** What an entry is about, and what the directory says of that so far. Stateless. */
public final class Subjects {
    private Subjects() {}

    /** In words; an entry takes the place of an earlier one of the same subject. */
    public static String of(Object body) {
        return switch (body) {
            case Participant participant -> "participant " + participant.getParticipantId();
            case Jurisdiction jurisdiction -> "jurisdiction " + jurisdiction.getCountry();
            case RuleTable _ -> "rules";
            case ExchangeKeys _ -> "exchange keys";
            case Operators _ -> "operators";
            default -> throw new IllegalArgumentException("not a directory entry: " + body.getClass());
        };
    }

    /** What stands there now; empty for one that the directory does not have. */
    public static Optional<SpecificRecord> now(Directory directory, Object body) {
        return switch (body) {
            case Participant participant ->
                directory.participant(participant.getParticipantId()).map(SpecificRecord.class::cast);
            case Jurisdiction jurisdiction ->
                directory.jurisdiction(jurisdiction.getCountry()).map(SpecificRecord.class::cast);
            case RuleTable _ -> Optional.of(directory.rules());
            case ExchangeKeys _ -> directory.exchange().map(SpecificRecord.class::cast);
            case Operators _ -> Optional.of(directory.operators().current().named());
            default -> throw new IllegalArgumentException("not a directory entry: " + body.getClass());
        };
    }
}
