package org.harborlight.standalone.lint;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the part that anyone in the exchange can read says who someone is. */
final class ClearTextRule implements LintRule {
    private static final String INCIDENT_KEY = "/incidentKey";
    private static final List<Pattern> IDENTIFIERS = List.of(
            Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+"),
            Pattern.compile("[a-z][a-z0-9+.-]*://\\S+|www\\.\\S+\\.\\S+", Pattern.CASE_INSENSITIVE),
            Pattern.compile("(?<![\\d.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\d.])"),
            Pattern.compile(
                    "(?<![0-9a-z:])(?:(?:[0-9a-f]{1,4}:){3,7}|(?:[0-9a-f]{1,4}:){1,6}:)[0-9a-f:]",
                    Pattern.CASE_INSENSITIVE),
            Pattern.compile("(?<![\\w-])(?:\\+|00[1-9])\\d(?:[ ()/-]?\\d){6,14}(?!\\d)"),
            Pattern.compile("(?<![\\w-])\\(?0[1-9]\\d{1,4}\\)?[ /]\\d(?:[ -]?\\d){4,9}(?!\\d)"));
    private static final Pattern ACCOUNT = Pattern.compile("@.*|\\p{L}+(?:[ ._-]\\p{L}+)*");

    @Override
    public void look(Subject subject, Advices advices) {
        Set<String> sealed = SealedTexts.of(subject);
        for (Map.Entry<String, String> clear : ClearTexts.of(subject.notice()).entrySet()) {
            String text = clear.getValue();
            boolean key = clear.getKey().equals(INCIDENT_KEY);
            String lower = text.toLowerCase(Locale.ROOT);
            if (sealed.stream().anyMatch(lower::contains)) {
                advices.add(Advice.SEALED_TEXT_IN_CLEAR, clear.getKey());
            } else if (key && (looksIdentifying(text) || ACCOUNT.matcher(text).matches())) {
                advices.add(Advice.INCIDENT_KEY_NOT_OPAQUE, clear.getKey());
            } else {
                advices.addIf(looksIdentifying(text), Advice.IDENTIFIER_IN_CLEAR, clear.getKey());
            }
        }
    }

    private static boolean looksIdentifying(String text) {
        return IDENTIFIERS.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }
}
