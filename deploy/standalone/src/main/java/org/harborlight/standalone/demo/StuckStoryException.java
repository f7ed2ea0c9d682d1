package org.harborlight.standalone.demo;

/** A story that cannot go on because something did not happen in time. */
final class StuckStoryException extends RuntimeException {
    StuckStoryException(String message) {
        super(message);
    }
}
