package org.harborlight.standalone.submitter;

/** A case file that is not a notice. The message is for the person who wrote it. */
public final class PlainNoticeException extends RuntimeException {
    public PlainNoticeException(String message) {
        super(message);
    }
}
