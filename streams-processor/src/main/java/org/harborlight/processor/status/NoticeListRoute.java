package org.harborlight.processor.status;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/notices/{submitterId}?after=&limit=}: a submitter's notices in the order in which they got their verdict,
 * merged over all instances. Answers only when every partition was read exactly once: a list that left one out would
 * look whole. With {@code part}, what this instance alone holds, for the one that merges.
 */
final class NoticeListRoute implements Handler<RoutingContext> {
    static final String PATH = "/v1/notices/:submitterId";
    private static final int MOST = 500;
    private static final Pattern SUBMITTER = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private final LedgerCluster cluster;
    private final PositionText positions;

    NoticeListRoute(LedgerCluster cluster) {
        this.cluster = cluster;
        this.positions = new PositionText(cluster.local().restores());
    }

    private record Question(String submitterId, ListPosition after, int limit) {
        /** One more than asked for tells whether there is more. */
        int ofEachPartition() {
            return limit + 1;
        }

        String path(PositionText positions) {
            return "/v1/notices/" + submitterId + "?part=yes&limit=" + limit + "&after=" + positions.of(after);
        }
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<Question> asked = question(context);
        if (asked.isEmpty()) {
            ServiceProblem.MALFORMED_REQUEST.answer(context);
            return;
        }
        Question question = asked.get();
        boolean onlyPart = !context.queryParam("part").isEmpty();
        context.vertx()
                .executeBlocking(() -> own(question), false)
                .compose(own -> onlyPart || own.isEmpty() ? Future.succeededFuture(own) : merged(question, own.get()))
                .onSuccess(part -> answer(
                        context,
                        part.map(all -> onlyPart
                                        ? all.toJson()
                                        : page(ListPage.of(all, question.after(), question.limit())))
                                .orElse(null)))
                .onFailure(context::fail);
    }

    private JsonObject page(ListPage page) {
        return page.toJson().put("next", positions.of(page.next()));
    }

    private Optional<ListPart> own(Question question) {
        return cluster.local().submitted().find(question.submitterId(), question.after(), question.ofEachPartition());
    }

    /** Empty when an instance cannot tell, or a partition was read by nobody or by two. */
    private Future<Optional<ListPart>> merged(Question question, ListPart own) {
        Optional<List<HostInfo>> others = cluster.local().others();
        Set<Integer> partitions = cluster.local().submitted().partitions();
        if (others.isEmpty() || partitions.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        List<Future<ListPart>> asked = new ArrayList<>();
        others.get().forEach(instance -> asked.add(ask(instance, question)));
        return Future.all(asked)
                .map(answers -> answers.<ListPart>list().stream().reduce(own, ListPart::plus))
                .map(all -> whole(all, partitions) ? Optional.of(all) : Optional.<ListPart>empty())
                .recover(_ -> Future.succeededFuture(Optional.empty()));
    }

    private Future<ListPart> ask(HostInfo instance, Question question) {
        return cluster.peers()
                .get(instance, question.path(positions))
                .compose(answer -> answer.status() == 200
                        ? Future.succeededFuture(ListPart.fromJson(answer.body()))
                        : Future.failedFuture("an instance of the ledger cannot tell"));
    }

    static boolean whole(ListPart all, Set<Integer> partitions) {
        return all.covered().size() == partitions.size() && new HashSet<>(all.covered()).equals(partitions);
    }

    private static void answer(RoutingContext context, @Nullable JsonObject document) {
        if (document == null) {
            ServiceProblem.UNAVAILABLE.answer(context);
        } else {
            var _ = context.json(document);
        }
    }

    private Optional<Question> question(RoutingContext context) {
        String submitterId = Objects.requireNonNull(context.pathParam("submitterId"));
        String limit = context.queryParam("limit").stream().findFirst().orElse("100");
        if (!SUBMITTER.matcher(submitterId).matches() || !NUMBER.matcher(limit).matches()) {
            return Optional.empty();
        }
        int notices = Math.min(MOST, Integer.parseInt(limit));
        return positions
                .read(context.queryParam("after").stream().findFirst().orElse(""))
                .filter(_ -> notices > 0)
                .map(after -> new Question(submitterId, after, notices));
    }
}
