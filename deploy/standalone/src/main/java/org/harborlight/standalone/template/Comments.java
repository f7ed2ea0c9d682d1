package org.harborlight.standalone.template;

import java.util.ArrayList;
import java.util.List;

/** Lines of comment. */
final class Comments {
    private static final String MARK = "// ";
    private static final int WIDTH = 100;

    private Comments() {}

    /** A text as comment, broken between words. */
    static List<String> of(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= WIDTH) {
                lines.add(MARK + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(MARK + line);
        return lines;
    }

    /** Lines of JSON, commented out: what an editor would uncomment at once. */
    static List<String> out(List<String> json) {
        return json.stream().map(line -> MARK + line).toList();
    }
}
