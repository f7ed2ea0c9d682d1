package org.harborlight.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which path and method leads to which route; everything else is answered with a problem too. */
final class GatewayRouter {
    private static final Map<Integer, ProblemType> BY_STATUS = Map.of(
            400, ProblemType.MALFORMED_REQUEST,
            404, ProblemType.NOT_FOUND,
            405, ProblemType.METHOD_NOT_ALLOWED,
            413, ProblemType.TOO_LARGE,
            415, ProblemType.UNSUPPORTED_MEDIA_TYPE);

    private GatewayRouter() {}

    /** @param routes makes the route of each call */
    static Router of(
            Vertx vertx, LateBody lateBody, Function<Call, Handler<RoutingContext>> routes, ProblemMapper problems) {
        Router router = Router.router(vertx);
        router.route().handler(lateBody);
        Arrays.stream(Call.values())
                .collect(Collectors.groupingBy(Call::path, LinkedHashMap::new, Collectors.toList()))
                .forEach((path, calls) -> {
                    calls.forEach(call -> router.route(call.method(), path).handler(routes.apply(call)));
                    nothingElse(router, path, calls, problems);
                });
        BY_STATUS.forEach(
                (status, type) -> router.errorHandler(status, context -> problems.answer(context, Problem.of(type))));
        router.errorHandler(500, context -> problems.fault(context));
        return router;
    }

    private static void nothingElse(Router router, String path, List<Call> allowed, ProblemMapper problems) {
        String methods =
                allowed.stream().map(call -> call.method().name()).sorted().collect(Collectors.joining(", "));
        router.route(path).handler(context -> {
            context.response().putHeader(HttpHeaders.ALLOW, methods);
            problems.answer(context, Problem.of(ProblemType.METHOD_NOT_ALLOWED));
        });
    }
}
