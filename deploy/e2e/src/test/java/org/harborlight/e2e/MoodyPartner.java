package org.harborlight.e2e;

import java.time.Duration;
import java.util.SplittableRandom;
import org.harborlight.standalone.partner.PushReceiver;

/**
 * A partner whose system stands badly in front of its desk: it turns some pushes away, and of others that the desk has
 * taken it says that it failed, answers with nonsense, or is slow. What happens follows from a seed and the order in
 * which pushes come. Safe for all threads if the desk is.
 */
final class MoodyPartner implements PushReceiver {
    private static final int MOODS = 12;
    private static final Duration SLOW = Duration.ofMillis(600);

    private final PushReceiver desk;
    private final SplittableRandom random;

    MoodyPartner(PushReceiver desk, long seed) {
        this.desk = desk;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public Answer receive(Push push) {
        int mood = mood();
        if (mood == 0) {
            return NOT_READY.receive(push);
        }
        Answer answer = desk.receive(push);
        return switch (mood) {
            case 1 -> new Answer(500, "{}");
            case 2 -> new Answer(200, "<html>welcome</html>");
            case 3 -> {
                Passing.of(SLOW);
                yield answer;
            }
            default -> answer;
        };
    }

    private synchronized int mood() {
        return random.nextInt(MOODS);
    }
}
