/** What the connector keeps of Kafka's compacted topics, and how it makes Kafka clients. */
@NullMarked
package org.harborlight.connector.store;

import org.jspecify.annotations.NullMarked;
