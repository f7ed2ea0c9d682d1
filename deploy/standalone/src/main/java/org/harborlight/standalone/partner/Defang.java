package org.harborlight.standalone.partner;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes URLs and addresses in text impossible to follow by a careless click or a viewer that makes links of what looks
 * like one: {@code hxxps://example[.]org}. It can be undone by hand, and says nothing else than the text did.
 */
public final class Defang {
    private static final Pattern URL = Pattern.compile("(?i)([a-z0-9+.-]{0,24})://([^\\s/\"'<>]*)");
    private static final Pattern EMAIL = Pattern.compile("([\\w.+-]+)@([\\w-]+(?:\\.[\\w-]+)+)");
    private static final Pattern WWW = Pattern.compile("(?i)(?<![\\w.-])www\\.[^\\s/\"'<>]+");
    private static final Pattern ACTIVE =
            Pattern.compile("(?i)(?<![\\w-])(javascript|vbscript|data|mailto|tel|file|blob|about):");

    private Defang() {}

    public static String text(String text) {
        String urls = replace(URL, text, match -> scheme(match.group(1)) + dots(match.group(2)));
        String mails = replace(EMAIL, urls, match -> match.group(1) + "[@]" + dots(match.group(2)));
        String hosts = replace(WWW, mails, match -> dots(match.group()));
        return replace(ACTIVE, hosts, match -> match.group(1) + "[:]");
    }

    /** A text that is nothing but an address, also where it names no scheme: {@code example[.]org/a.b}. */
    public static String address(String address) {
        String defanged = text(address);
        if (!defanged.equals(address)) {
            return defanged;
        }
        int path = address.indexOf('/');
        return path < 0 ? dots(address) : dots(address.substring(0, path)) + address.substring(path);
    }

    private static String replace(Pattern pattern, String text, Function<Matcher, String> by) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder result = new StringBuilder(text.length() + 16);
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(by.apply(matcher)));
        }
        return matcher.appendTail(result).toString();
    }

    private static String scheme(String scheme) {
        String small = scheme.toLowerCase(Locale.ROOT);
        return switch (small) {
            case "http", "https", "ftp", "ftps" -> small.replace("http", "hxxp").replace("ftp", "fxp") + "://";
            case "hxxp", "hxxps", "fxp", "fxps" -> small + "://";
            default -> scheme + "[:]//";
        };
    }

    private static String dots(String host) {
        return host.replace("[.]", ".").replace(".", "[.]");
    }
}
