package org.harborlight.processor.status;

/** What came of reading a record: a value, or the reason why there is none. Immutable. */
sealed interface Reading<T> {
    record Read<T>(T value) implements Reading<T> {}

    record Unreadable<T>(String reason) implements Reading<T> {}
}
