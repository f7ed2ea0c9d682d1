package org.harborlight.standalone.demo;

import java.io.IOException;
import java.util.List;

/** One of the stories that the demo tells before any load: a few notices, what came of them, and whether that is right. */
interface Story {
    /** What is printed of a story, and the expectations that it checks. */
    record Told(List<String> lines, List<Check> checks) {
        public Told {
            lines = List.copyOf(lines);
            checks = List.copyOf(checks);
        }
    }

    String title();

    Told tell(Stage stage) throws IOException, InterruptedException;
}
