package org.harborlight.standalone.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.harborlight.schemas.envelope.Sha256;

/** The head of a page: its one style sheet, and a policy that allows that style sheet and nothing else. Stateless. */
final class PageHead {
    private static final String STYLE = style();
    private static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(Sha256.of(STYLE.getBytes(StandardCharsets.UTF_8)))
            + "'; base-uri 'none'; form-action 'none'";

    private PageHead() {}

    static void open(Html html, String title) {
        html.constant("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width\">\n"
                        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
                        + "<meta name=\"robots\" content=\"noindex\">\n"
                        + "<meta name=\"format-detection\" content=\"telephone=no, date=no, address=no, email=no\">\n")
                .element("title", title)
                .constant("<style>" + STYLE + "</style></head><body><main>\n");
    }

    private static String style() {
        try (InputStream in = PageHead.class.getResourceAsStream("case-page.css")) {
            return new String(Objects.requireNonNull(in, "case-page.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the style sheet of the page", e);
        }
    }
}
