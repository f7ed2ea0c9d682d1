package org.harborlight.standalone.simulate;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.harborlight.standalone.partner.DeliveryCheck;
import org.harborlight.standalone.wire.HttpMessage;

/**
 * One request and its answer: judge, decide which turn it is, answer, remember. What is honoured as the contract asks is
 * in the log before its answer goes out, as a partner stores before it answers; everything else when it is over. Safe
 * for all threads.
 */
final class Reception {
    private static final String RECEIPTED = "receipted";

    private final Judge judge;
    private final Answers answers;
    private final Turns turns;
    private final PushLog log;
    private final LateReceipts lateReceipts;
    private final InstantSource clock;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();

    Reception(Judge judge, Answers answers, Turns turns, PushLog log, LateReceipts lateReceipts, InstantSource clock) {
        this.judge = judge;
        this.answers = answers;
        this.turns = turns;
        this.log = log;
        this.lateReceipts = lateReceipts;
        this.clock = clock;
    }

    /** Whether the next connection meets a mode that spoils its handshake. */
    boolean spoilsNextConnection() {
        int number = connections.incrementAndGet();
        return turns.hits(number, "connection", number);
    }

    void connection(Mode mode, String outcome) {
        log.add(new Entry(clock.instant(), Entry.Event.CONNECTION, mode, Told.NOTHING, 0, false, outcome));
    }

    void tooLarge(Mode mode) {
        log.add(new Entry(clock.instant(), Entry.Event.REFUSED, mode, Told.NOTHING, 0, false, "too-large"));
    }

    /**
     * Answers a request.
     *
     * @param decided whether the connection has had its turn already
     * @return whether the connection may go on
     */
    boolean answer(HttpMessage request, Mode mode, boolean decided, AnswerWriter writer) throws IOException {
        if (!request.method().equals("POST") || request.target().equals(Answers.ELSEWHERE)) {
            String followed = request.target().equals(Answers.ELSEWHERE) ? "redirect-followed" : "not-a-push";
            return refuse(followed, mode, request.keepsOpen(), writer);
        }
        return switch (judge.judge(request)) {
            case Judge.Verdict.Refused(String reason) -> refuse(reason, mode, request.keepsOpen(), writer);
            case Judge.Verdict.Genuine genuine -> {
                Map<Told, Integer> attempts = attempts(genuine);
                int attempt = attempts.values().iterator().next();
                boolean hit = decided || turns.hits(requests.incrementAndGet(), request.header("webhook-id"), attempt);
                yield answer(genuine, attempts, hit ? mode : Mode.OK, request.keepsOpen() && !decided, writer);
            }
        };
    }

    private boolean refuse(String reason, Mode mode, boolean keepOpen, AnswerWriter writer) throws IOException {
        log.add(new Entry(clock.instant(), Entry.Event.REFUSED, mode, Told.NOTHING, 0, false, reason));
        return writer.write(answers.refusal(reason), keepOpen) && keepOpen;
    }

    private Map<Told, Integer> attempts(Judge.Verdict.Genuine genuine) {
        Map<Told, Integer> attempts = new LinkedHashMap<>();
        for (DeliveryCheck.Genuine delivery : genuine.deliveries()) {
            Told told = Told.of(delivery);
            attempts.put(told, log.attempt(told));
        }
        return attempts;
    }

    private boolean answer(
            Judge.Verdict.Genuine genuine,
            Map<Told, Integer> attempts,
            Mode mode,
            boolean keepOpen,
            AnswerWriter writer)
            throws IOException {
        Answer answer = answers.of(mode, genuine);
        boolean honest = mode == Mode.OK || mode.spoilsHandshake();
        if (honest) {
            remember(attempts, mode, true, mode == Mode.OK ? RECEIPTED : "receipted-though-" + mode.text());
            return writer.write(answer, keepOpen) && keepOpen;
        }
        if (mode == Mode.LATE_RECEIPT) {
            genuine.deliveries().forEach(delivery -> lateReceipts.begin(Told.of(delivery), answers.echo(delivery)));
        }
        boolean whole = false;
        try {
            whole = writer.write(answer, keepOpen);
        } finally {
            remember(attempts, mode, whole && mode == Mode.SLOW_DRIP, whole ? mode.text() : mode.text() + "-ended");
        }
        return whole && keepOpen;
    }

    private void remember(Map<Told, Integer> attempts, Mode mode, boolean honoured, String outcome) {
        attempts.forEach((told, attempt) ->
                log.add(new Entry(clock.instant(), Entry.Event.DELIVERY, mode, told, attempt, honoured, outcome)));
    }
}
