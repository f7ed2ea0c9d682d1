package org.harborlight.standalone.operator;

import java.util.HashSet;
import java.util.Set;
import org.harborlight.schemas.CommandedNotice;
import org.harborlight.schemas.Topics;

/** Which notices the exchange holds section keys of. Reads the whole topic, and no key: those are sealed. */
public final class StoredKeys {
    private StoredKeys() {}

    /** How many sets of section keys there are under the notice's id: one for each content that came under it. */
    public static int count(OperatorTopics topics, CommandedNotice notice) {
        String prefix = Topics.noticeKey(notice.getSubmitterId(), notice.getNoticeId()) + "/";
        Set<String> found = new HashSet<>();
        topics.each(Topics.SECTION_KEYS, record -> {
            if (record.key() == null || !record.key().startsWith(prefix)) {
                return;
            }
            if (record.value() == null) {
                found.remove(record.key());
            } else {
                found.add(record.key());
            }
        });
        return found.size();
    }
}
