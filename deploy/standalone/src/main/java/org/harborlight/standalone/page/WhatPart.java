package org.harborlight.standalone.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.harborlight.schemas.NarrativeSection;
import org.harborlight.schemas.SharedNotice;
import org.jspecify.annotations.Nullable;

/** What happened: the harms, and each notice that stands with the submitter's own words. For one thread. */
final class WhatPart {
    private final Html html;
    private final Times times;

    WhatPart(Html html, Times times) {
        this.html = html;
        this.times = times;
    }

    void write(CaseView view) {
        html.constant("<section><h2>What happened</h2>\n");
        html.constant("<ul>\n");
        view.harms()
                .forEach(harm -> html.open("li")
                        .strong(HarmWords.of(harm).name())
                        .text(" — " + HarmWords.of(harm).meaning())
                        .close("li"));
        html.close("ul");
        List<CaseNotice> standing = view.standing();
        for (CaseNotice notice : standing) {
            NoticeTitle.write(html, notice, standing.size());
            write(notice);
        }
        html.close("section");
    }

    private void write(CaseNotice one) {
        SharedNotice notice = one.notice();
        Optional<NarrativeSection> account = one.section(NarrativeSection.class);
        account.ifPresent(said -> {
            html.prose("blockquote", said.getText(), language(said.getLanguage()));
            if (!said.getQuotes().isEmpty()) {
                html.constant("<p>Words of the people involved:</p>\n");
                said.getQuotes().forEach(quote -> html.prose("blockquote", quote, language(said.getLanguage())));
            }
        });
        Facts facts = new Facts(html, times);
        facts.lines(
                        "Circumstances",
                        notice.getAnnotations().stream().map(NoticeWords::of).toList())
                .line(
                        "Urgent because",
                        notice.getUrgencyBasis() == null ? null : NoticeWords.of(notice.getUrgencyBasis()))
                .item("When", () -> when(notice.getIncidentFrom(), notice.getIncidentTo()))
                .line(
                        "Where online",
                        (notice.getService() == null ? "" : notice.getService() + ", ")
                                + NoticeWords.of(notice.getChannel()))
                .line("How it was found", NoticeWords.of(notice.getDetection()));
        account.ifPresent(said -> facts.line("Contact for this notice", said.getContact())
                .line("Language of the account", said.getLanguage()));
        facts.end();
    }

    private void when(@Nullable Instant from, @Nullable Instant to) {
        if (from == null && to == null) {
            html.constant("not stated");
            return;
        }
        if (from != null) {
            html.constant("<div>from ");
            times.write(html, from).close("div");
        }
        if (to != null) {
            html.constant("<div>to ");
            times.write(html, to).close("div");
        }
    }

    private static String language(String tag) {
        return tag.matches("[A-Za-z0-9-]{1,35}") ? tag : "und";
    }
}
