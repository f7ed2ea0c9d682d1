package org.harborlight.gateway.http;

import io.vertx.core.http.HttpMethod;

/** Every call of the contract. Of two paths that match the same, the one to try first stands first. */
enum Call {
    SUBMIT_NOTICE("POST", "/v1/notices"),
    LIST_NOTICES("GET", "/v1/notices"),
    SUBMIT_BATCH("POST", "/v1/notices/batch"),
    NOTICE_STATUS("GET", "/v1/notices/:noticeId"),
    NOTICE_EVENTS("GET", "/v1/notices/:noticeId/events"),
    EXCHANGE_KEYS("GET", "/v1/keys"),
    CURRENT_SCHEMAS("GET", "/v1/schemas"),
    WRITER_SCHEMA("GET", "/v1/schemas/:fingerprint"),
    CONTRACT("GET", "/openapi.yaml");

    private final String method;
    private final String path;

    Call(String method, String path) {
        this.method = method;
        this.path = path;
    }

    HttpMethod method() {
        return HttpMethod.valueOf(method);
    }

    /** With a colon before each parameter. */
    String path() {
        return path;
    }
}
