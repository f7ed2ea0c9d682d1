package org.harborlight.processor.status;

import org.harborlight.processor.state.NoticeStatus;

/** What one kind of record changes in the status of its notice. Pure; records may come in any order across topics. */
interface StatusChange<T> {
    void apply(NoticeStatus status, T value);
}
