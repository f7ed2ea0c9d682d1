package org.harborlight.processor.status;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.state.HostInfo;
import org.harborlight.schemas.Topics;

/**
 * {@code GET /v1/status/{submitterId}/{noticeId}}: what became of a notice. An instance that does not own the key asks the
 * one that does; when that one is away, a standby, whose answer says {@code "stale": true}. A forwarded request is never
 * forwarded again.
 */
final class StatusRoute implements Handler<RoutingContext> {
    static final String PATH = "/v1/status/:submitterId/:noticeId";
    private static final String FORWARDED = "forwarded";
    private static final String OWNER = "owner";
    private static final String STANDBY = "standby";

    private final LedgerCluster cluster;

    StatusRoute(LedgerCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void handle(RoutingContext context) {
        String submitterId = parameter(context, "submitterId");
        String noticeId = parameter(context, "noticeId");
        List<String> forwarded = context.queryParam(FORWARDED);
        String key = Topics.noticeKey(submitterId, noticeId);
        context.vertx()
                .executeBlocking(() -> cluster.local().status(key, forwarded.contains(STANDBY)), false)
                .onSuccess(answer -> {
                    switch (answer) {
                        case StatusAnswer.Known(var status, boolean stale) -> {
                            var _ = context.json(StatusDocument.of(submitterId, noticeId, status, stale));
                        }
                        case StatusAnswer.NotKnown(boolean stale) ->
                            missing(stale).answer(context);
                        case StatusAnswer.Elsewhere elsewhere -> forward(context, elsewhere, !forwarded.isEmpty());
                        case StatusAnswer.Unavailable() -> ServiceProblem.UNAVAILABLE.answer(context);
                    }
                })
                .onFailure(context::fail);
    }

    /** A standby that does not know a notice may just not have read it yet. */
    private static ServiceProblem missing(boolean stale) {
        return stale ? ServiceProblem.UNAVAILABLE : ServiceProblem.NOT_YET_KNOWN;
    }

    private void forward(RoutingContext context, StatusAnswer.Elsewhere elsewhere, boolean again) {
        if (again) {
            ServiceProblem.UNAVAILABLE.answer(context);
            return;
        }
        String path = "/v1/status/" + encoded(context, "submitterId") + "/" + encoded(context, "noticeId");
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(elsewhere.owner(), path + "?" + FORWARDED + "=" + OWNER));
        elsewhere.standbys().forEach(standby -> steps.add(new Step(standby, path + "?" + FORWARDED + "=" + STANDBY)));
        ask(steps)
                .onSuccess(answer -> relay(context, answer))
                .onFailure(failure -> ServiceProblem.UNAVAILABLE.answer(context));
    }

    private record Step(HostInfo instance, String path) {}

    private Future<LedgerPeers.Answer> ask(List<Step> steps) {
        Step first = steps.getFirst();
        Future<LedgerPeers.Answer> answer = cluster.peers()
                .get(first.instance(), first.path())
                .compose(found -> found.status() == 200 || found.status() == 404
                        ? Future.succeededFuture(found)
                        : Future.failedFuture("the owner cannot tell"));
        return steps.size() == 1 ? answer : answer.recover(failure -> ask(steps.subList(1, steps.size())));
    }

    private static void relay(RoutingContext context, LedgerPeers.Answer answer) {
        if (answer.status() == 200) {
            JsonObject document = answer.body();
            var _ = context.json(document);
        } else {
            ServiceProblem.NOT_YET_KNOWN.answer(context);
        }
    }

    /** A parameter of the path: the route does not match without it. */
    private static String parameter(RoutingContext context, String name) {
        return Objects.requireNonNull(context.pathParam(name));
    }

    private static String encoded(RoutingContext context, String name) {
        return URLEncoder.encode(parameter(context, name), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
