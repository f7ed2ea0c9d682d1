package org.harborlight.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.harborlight.connector.push.LaneBreaker;
import org.harborlight.connector.push.PushAnswer;
import org.junit.jupiter.api.Test;

class EventTellerTest {
    private final TestWebhook webhook = new TestWebhook();
    private final EventWindow window = new EventWindow();
    private final LaneBreaker breaker = webhook.breaker();
    private final EventTeller teller = new EventTeller(webhook.services, webhook.status, webhook.metrics(), breaker);

    @Test
    void shouldTellEachNoticeInOrder() {
        add("a", "accepted");
        add("a", "routed");
        add("b", "accepted");

        teller.tell(window);
        teller.tell(window);

        assertThat(webhook.sent)
                .hasSize(3)
                .containsSubsequence("a accepted", "a routed")
                .contains("b accepted");
        assertThat(window.isEmpty()).isTrue();
        assertThat(webhook.count("attempts", "result", "receipted")).isEqualTo(3);
    }

    @Test
    void shouldTryAgainWithinTheStepsAndNotBefore() {
        add("a", "accepted");
        webhook.answer = TestWebhook.away();

        for (Duration step : TestWebhook.STEPS) {
            teller.tell(window);
            Instant due = window.nextDue().orElseThrow();
            assertThat(due).isAfter(webhook.now).isBeforeOrEqualTo(webhook.now.plus(step));
            int before = webhook.sent.size();
            webhook.now = due.minusMillis(1);
            teller.tell(window);
            assertThat(webhook.sent).as("before its time").hasSize(before);
            webhook.now = due;
        }
        webhook.answer = TestWebhook.told();
        teller.tell(window);

        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void shouldWaitAsLongAsTheEndpointAsks() {
        add("a", "accepted");
        webhook.answer = new PushAnswer.Failed("status-429", true, Optional.of(Duration.ofHours(2)));

        teller.tell(window);

        assertThat(window.nextDue()).contains(webhook.now.plus(Duration.ofHours(2)));
    }

    @Test
    void shouldGiveUpWhatIsOlderThanTheSpanHoweverOftenItStartedAnew() {
        add("a", "accepted");
        webhook.answer = TestWebhook.away();
        webhook.now = webhook.now.plus(TestWebhook.SPAN);

        teller.tell(window);

        assertThat(webhook.sent).as("a last attempt").hasSize(1);
        assertThat(window.isEmpty()).isTrue();
        assertThat(webhook.count("given.up", "reason", "expired")).isEqualTo(1);
        assertThat(webhook.status.lastGivenUp()).contains(webhook.now);
    }

    @Test
    void shouldNotAskAnEndpointThatIsAwayForEachOldEvent() {
        add("a", "accepted");
        add("b", "accepted");
        add("c", "accepted");
        webhook.answer = TestWebhook.away();
        teller.tell(window);
        webhook.now = webhook.now.plus(TestWebhook.SPAN).plusSeconds(1);
        webhook.sent.clear();

        teller.tell(window);

        assertThat(webhook.sent).isEmpty();
        assertThat(window.isEmpty()).isTrue();
        assertThat(webhook.count("given.up", "reason", "expired")).isEqualTo(3);
    }

    @Test
    void shouldGiveUpWhatIsRefusedAtEveryStepAndGoOn() {
        add("a", "accepted");
        add("a", "routed");
        webhook.answer = TestWebhook.refused();

        for (int attempt = 0; attempt <= TestWebhook.STEPS.size(); attempt++) {
            webhook.now = webhook.now.plus(Duration.ofMinutes(2));
            teller.tell(window);
        }

        assertThat(webhook.sent).hasSize(4).containsOnly("a accepted");
        assertThat(webhook.count("given.up", "reason", "refused")).isEqualTo(1);
        assertThat(breaker.state()).as("the endpoint answers").isEqualTo("closed");
        webhook.answer = TestWebhook.told();
        teller.tell(window);
        assertThat(webhook.sent).endsWith("a routed");
    }

    @Test
    void shouldTryARefusedEventAtEachStepHoweverOftenTheEndpointWasAwayBefore() {
        add("a", "accepted");
        webhook.answer = TestWebhook.away();
        for (int attempt = 0; attempt < 9; attempt++) {
            teller.tell(window);
            webhook.now = webhook.now.plus(Duration.ofMinutes(2));
        }
        webhook.answer = TestWebhook.refused();

        for (Duration step : TestWebhook.STEPS) {
            teller.tell(window);
            assertThat(window.nextDue().orElseThrow()).isBeforeOrEqualTo(webhook.now.plus(step));
            webhook.now = webhook.now.plus(step);
        }
        assertThat(webhook.count("given.up", "reason", "refused")).isZero();
        teller.tell(window);

        assertThat(window.isEmpty()).isTrue();
        assertThat(webhook.count("given.up", "reason", "refused")).isEqualTo(1);
    }

    @Test
    void shouldRestWhenTheEndpointIsGoneForNow() {
        add("a", "accepted");
        webhook.answer = new PushAnswer.Gone();
        teller.tell(window);
        teller.show(window);
        assertThat(webhook.status.phase()).isEqualTo(WebhookStatus.Phase.RESTING);

        webhook.now = webhook.now.plus(TestWebhook.PAUSE).minusSeconds(1);
        teller.tell(window);
        assertThat(webhook.sent).hasSize(1);

        webhook.now = webhook.now.plusSeconds(1);
        webhook.answer = TestWebhook.told();
        teller.tell(window);
        teller.show(window);
        assertThat(window.isEmpty()).isTrue();
        assertThat(webhook.status.phase()).isEqualTo(WebhookStatus.Phase.RUNNING);
    }

    @Test
    void shouldRestNoLongerWhenTheEntryOfTheSubmitterChanges() {
        add("a", "accepted");
        webhook.answer = new PushAnswer.Gone();
        teller.tell(window);
        webhook.answer = TestWebhook.told();
        webhook.now = window.nextDue().orElseThrow();
        teller.tell(window);
        assertThat(webhook.sent).hasSize(1);

        webhook.rename("Chat and Games");
        teller.tell(window);

        assertThat(webhook.sent).hasSize(2);
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void shouldShowNothingThatWaitsOnceItHasStopped() {
        add("a", "accepted");
        teller.show(window);
        assertThat(webhook.status.pending()).isEqualTo(1);

        webhook.status.stopped();

        assertThat(webhook.status.pending()).isZero();
        assertThat(webhook.status.oldest()).isEmpty();
    }

    @Test
    void shouldAskNoMoreWhileTheBreakerIsOpen() {
        for (String notice : new String[] {"a", "b", "c", "d", "e"}) {
            add(notice, "accepted");
        }
        webhook.answer = TestWebhook.away();
        teller.tell(window);
        teller.show(window);

        assertThat(webhook.sent).as("as many as may be under way").hasSize(4);
        assertThat(webhook.status.breaker()).isEqualTo("open");
        assertThat(webhook.status.phase()).isEqualTo(WebhookStatus.Phase.FAILING);
        teller.tell(window);
        assertThat(webhook.sent).hasSize(4);
    }

    private void add(String notice, String what) {
        window.add(webhook.waiting(0, window.size(), notice, what));
    }
}
