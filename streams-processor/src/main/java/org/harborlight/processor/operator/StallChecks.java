package org.harborlight.processor.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.processor.operator.Health.Check;
import org.harborlight.processor.operator.Health.Status;

/** Judges how long the stages stand. Pure. */
final class StallChecks {
    private static final String NAME = "stalled";

    private StallChecks() {}

    /** One check for each stage; a single one where nobody can tell. */
    static List<Check> of(Optional<List<StageStall>> stalls, HealthThresholds.Times thresholds) {
        return stalls.map(found ->
                        found.stream().map(stall -> check(stall, thresholds)).toList())
                .orElseGet(() -> List.of(new Check(NAME, Status.WARN, "cannot be measured now", Map.of())));
    }

    private static Check check(StageStall stall, HealthThresholds.Times thresholds) {
        String name = NAME + "." + stall.stage();
        Status status = thresholds.judgeAge(stall.stalled());
        long seconds = stall.stalled().toSeconds();
        if (stall.unread() == 0 || status == Status.OK) {
            return new Check(name, Status.OK, "moves", Map.of("seconds", seconds));
        }
        return new Check(
                name,
                status,
                "has committed nothing for " + seconds + " s: " + stall.reason().word() + " at " + stall.where(),
                Map.of(
                        "seconds",
                        seconds,
                        "unread",
                        stall.unread(),
                        "reason",
                        stall.reason().word(),
                        "where",
                        stall.where()));
    }
}
