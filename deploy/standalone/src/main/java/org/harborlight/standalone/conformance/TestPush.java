package org.harborlight.standalone.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.harborlight.connector.push.PushRequest;

/**
 * A request as it goes out.
 *
 * @param items that an answer would have to echo
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
record TestPush(List<PushRequest.Item> items, Map<String, String> headers, byte[] body) {
    /** The same with another header, or, where the value is empty, without it. */
    TestPush with(String header, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        if (value.isEmpty()) {
            changed.remove(header);
        } else {
            changed.put(header, value);
        }
        return new TestPush(items, changed, body);
    }

    /** The same headers over another body. */
    TestPush with(byte[] otherBody) {
        return new TestPush(items, headers, otherBody);
    }
}
