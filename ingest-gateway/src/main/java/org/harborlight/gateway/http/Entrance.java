package org.harborlight.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.harborlight.gateway.admission.Admission;
import org.harborlight.gateway.admission.Gate;
import org.harborlight.gateway.http.BodyReader.Body;
import org.harborlight.gateway.tls.Identification;
import org.harborlight.gateway.tls.Identification.Submitter;
import org.harborlight.gateway.tls.SubmitterIdentities;

/**
 * The first steps of every request that brings notices, in their order: size, TLS identity, quota, room, body. The room
 * is held until the work with the body has ended. Runs on the event loop.
 */
final class Entrance {
    private final BodyReader bodies;
    private final SubmitterIdentities identities;
    private final Gate gate;
    private final ProblemMapper problems;

    Entrance(BodyReader bodies, SubmitterIdentities identities, Gate gate, ProblemMapper problems) {
        this.bodies = bodies;
        this.identities = identities;
        this.gate = gate;
        this.problems = problems;
    }

    /** What is done with a whole body. */
    interface Work {
        /** Gives what answers the request, and ends on the event loop that it began on. */
        Future<Runnable> with(Submitter submitter, Admission.Permit permit, Buffer body);
    }

    void admit(RoutingContext context, Work work) {
        HttpServerRequest request = context.request();
        long length = Requests.declaredLength(request).orElse((long) bodies.maxBytes());
        if (length < 0 || length > bodies.maxBytes()) {
            problems.answer(context, Problem.of(length < 0 ? ProblemType.MALFORMED_REQUEST : ProblemType.TOO_LARGE));
            return;
        }
        Identification identified = identities.identify(request.sslSession());
        if (!(identified instanceof Submitter submitter)) {
            problems.answer(context, ProblemMapper.of(identified));
            return;
        }
        context.put(Requests.SUBMITTER, submitter.id());
        Optional<Duration> wait = gate.quotas().takeNotice(submitter.participant());
        if (wait.isPresent()) {
            problems.answer(context, Problem.retryable(ProblemType.RATE_LIMITED, wait.get()));
            return;
        }
        Optional<Admission.Permit> permit = gate.admission().enter(submitter.id(), length);
        if (permit.isEmpty()) {
            boolean open = gate.admission().isOpen();
            problems.answer(context, open ? ProblemMapper.noRoom() : ProblemMapper.unavailable());
            return;
        }
        read(context, submitter, permit.get(), work);
    }

    private void read(RoutingContext context, Submitter submitter, Admission.Permit permit, Work work) {
        if (context.request().getHeader(HttpHeaders.EXPECT) != null) {
            var _ = context.response().writeContinue();
        }
        bodies.read(context.request())
                .compose(body -> switch (body) {
                    case Body.TooLarge() -> refused(context, ProblemType.TOO_LARGE);
                    case Body.TooSlow() -> refused(context, ProblemType.REQUEST_TIMEOUT);
                    case Body.CutOff() -> refused(context, ProblemType.MALFORMED_REQUEST);
                    case Body.Whole(Buffer content) -> {
                        permit.shrinkTo(content.length());
                        yield work.with(submitter, permit, content);
                    }
                })
                .onComplete(answer -> {
                    permit.close();
                    if (answer.failed()) {
                        problems.fault(context, answer.cause());
                    } else {
                        answer.result().run();
                    }
                });
    }

    private Future<Runnable> refused(RoutingContext context, ProblemType type) {
        return Future.succeededFuture(() -> problems.answer(context, Problem.of(type)));
    }
}
