/** A Kafka broker and controller inside this JVM. */
@NullMarked
package org.harborlight.kafka;

import org.jspecify.annotations.NullMarked;
