package org.harborlight.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.Map;

/** Which path and method leads to which route; everything else is answered with a problem too. */
final class GatewayRouter {
    private static final Map<Integer, ProblemType> BY_STATUS = Map.of(
            400, ProblemType.MALFORMED_REQUEST,
            404, ProblemType.NOT_FOUND,
            405, ProblemType.METHOD_NOT_ALLOWED,
            413, ProblemType.TOO_LARGE,
            415, ProblemType.UNSUPPORTED_MEDIA_TYPE);

    private GatewayRouter() {}

    static Router of(
            Vertx vertx,
            LateBody lateBody,
            SubmitNoticeRoute submitNotice,
            NoticeStatusRoute noticeStatus,
            KeysRoute keys,
            ProblemMapper problems) {
        Router router = Router.router(vertx);
        router.route().handler(lateBody);
        router.post("/v1/notices").handler(submitNotice);
        router.get("/v1/notices/:noticeId").handler(noticeStatus);
        router.get("/v1/keys").handler(keys);
        only(router, "/v1/notices", HttpMethod.POST, problems);
        only(router, "/v1/notices/:noticeId", HttpMethod.GET, problems);
        only(router, "/v1/keys", HttpMethod.GET, problems);
        BY_STATUS.forEach(
                (status, type) -> router.errorHandler(status, context -> problems.answer(context, Problem.of(type))));
        router.errorHandler(500, context -> problems.fault(context));
        return router;
    }

    private static void only(Router router, String path, HttpMethod allowed, ProblemMapper problems) {
        router.route(path).handler(context -> {
            context.response().putHeader(HttpHeaders.ALLOW, allowed.name());
            problems.answer(context, Problem.of(ProblemType.METHOD_NOT_ALLOWED));
        });
    }
}
