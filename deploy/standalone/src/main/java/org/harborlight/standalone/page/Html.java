package org.harborlight.standalone.page;

import org.harborlight.standalone.partner.Defang;
import org.harborlight.standalone.partner.PlainText;

/**
 * Writes HTML in which foreign text cannot be anything but text: it is neutralised, defanged and escaped on its way in,
 * and there is no other way in. Tags, attribute names and labels are constants of this program. For one thread.
 */
final class Html {
    private final StringBuilder html = new StringBuilder(64 * 1024);

    /** Attributes as name and value in turn; values are escaped. */
    Html open(String tag, String... attributes) {
        html.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(PlainText.line(attributes[i + 1])))
                    .append('"');
        }
        html.append('>');
        return this;
    }

    Html close(String tag) {
        html.append("</").append(tag).append(">\n");
        return this;
    }

    /** One line of text. */
    Html text(String line) {
        html.append(escape(Defang.text(PlainText.line(line))));
        return this;
    }

    /** Text with its line breaks, in the direction of its own script. */
    Html prose(String tag, String text, String language) {
        open(tag, "class", "prose", "dir", "auto", "lang", language);
        html.append(escape(Defang.text(PlainText.prose(text))));
        return close(tag);
    }

    /** A URL, a host or an account's address, on its own line of sight and never to be followed. */
    Html address(String address) {
        open("code", "dir", "ltr");
        html.append(escape(Defang.address(PlainText.line(address))));
        html.append("</code>");
        return this;
    }

    /** An identifier that somebody types or compares. */
    Html code(String text) {
        open("code", "dir", "ltr");
        text(text);
        html.append("</code>");
        return this;
    }

    /** A name as somebody wrote it, which must not turn the text around it. */
    Html name(String text) {
        html.append("<bdi>");
        text(text);
        html.append("</bdi>");
        return this;
    }

    Html element(String tag, String text) {
        return open(tag).text(text).close(tag);
    }

    Html element(String tag, String style, String text) {
        return open(tag, "class", style).text(text).close(tag);
    }

    /** Within a line. */
    Html strong(String text) {
        html.append("<strong>");
        text(text);
        html.append("</strong>");
        return this;
    }

    Html lineBreak() {
        html.append("<br>");
        return this;
    }

    /** JSON to be copied out of the page: it reads the same, and holds nothing that a viewer would act on. */
    Html json(String json) {
        StringBuilder safe = new StringBuilder(json.length());
        json.replace("://", "\\u003a//").codePoints().forEach(point -> {
            boolean plain =
                    point == '\n' || PlainText.line(Character.toString(point)).codePointAt(0) == point;
            if (plain) {
                safe.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        html.append(escape(safe.toString()));
        return this;
    }

    /** A constant of this program. */
    Html constant(String markup) {
        html.append(markup);
        return this;
    }

    @Override
    public String toString() {
        return html.toString();
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '`' -> escaped.append("&#96;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
