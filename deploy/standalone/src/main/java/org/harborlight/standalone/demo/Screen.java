package org.harborlight.standalone.demo;

import java.io.PrintWriter;

/**
 * Where the demo prints: lines, and one line of progress that replaces itself on a terminal. Not for several threads at
 * a time, but for {@link #progress}.
 */
final class Screen {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private boolean progressShown;

    /** On a terminal a line of progress replaces itself. */
    Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    synchronized void line(String text) {
        clearProgress();
        out.println(text);
        out.flush();
    }

    void blank() {
        line("");
    }

    synchronized void progress(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + text);
            progressShown = true;
        } else {
            out.println(text);
        }
        out.flush();
    }

    private void clearProgress() {
        if (progressShown) {
            out.print(CLEAR_LINE);
            progressShown = false;
        }
    }
}
