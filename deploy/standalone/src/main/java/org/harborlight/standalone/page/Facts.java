package org.harborlight.standalone.page;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A list of labels with what is known of each; what is not known is left out. For one thread. */
final class Facts {
    private final Html html;
    private final Times times;

    Facts(Html html, Times times) {
        this.html = html;
        this.times = times;
        html.constant("<dl>\n");
    }

    Facts line(String label, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            item(label, () -> html.text(text));
        }
        return this;
    }

    Facts lines(String label, Collection<String> texts) {
        if (!texts.isEmpty()) {
            item(label, () -> texts.forEach(text -> html.element("div", text)));
        }
        return this;
    }

    Facts names(String label, Collection<String> texts) {
        if (!texts.isEmpty()) {
            item(label, () -> texts.forEach(text -> html.open("div").name(text).close("div")));
        }
        return this;
    }

    Facts addresses(String label, Collection<String> texts) {
        if (!texts.isEmpty()) {
            item(
                    label,
                    () -> texts.forEach(text -> html.open("div").address(text).close("div")));
        }
        return this;
    }

    Facts code(String label, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            item(label, () -> html.code(text));
        }
        return this;
    }

    Facts time(String label, @Nullable Instant time) {
        if (time != null) {
            item(label, () -> times.write(html, time));
        }
        return this;
    }

    Facts item(String label, Runnable value) {
        html.element("dt", label).open("dd");
        value.run();
        html.close("dd");
        return this;
    }

    void end() {
        html.close("dl");
    }
}
