package org.harborlight.standalone.partner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes URLs and addresses in text impossible to follow by a careless click: {@code hxxps://example[.]org}. */
public final class Defang {
    private static final Pattern URL = Pattern.compile("(?i)\\b(https?|ftp)://([^\\s/\"'<>]+)");
    private static final Pattern EMAIL = Pattern.compile("([\\w.+-]+)@([\\w-]+(?:\\.[\\w-]+)+)");

    private Defang() {}

    public static String text(String text) {
        String urls = URL.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(scheme(match.group(1)) + "://" + dots(match.group(2))));
        return EMAIL.matcher(urls)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + "[@]" + dots(match.group(2))));
    }

    private static String scheme(String scheme) {
        return scheme.toLowerCase(java.util.Locale.ROOT).replace("http", "hxxp").replace("ftp", "fxp");
    }

    private static String dots(String host) {
        return host.replace("[.]", ".").replace(".", "[.]");
    }
}
