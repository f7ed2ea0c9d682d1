/** The lane topology: nodes, stores and settings of one application of Kafka Streams per lane. */
@NullMarked
package org.harborlight.processor.topology;

import org.jspecify.annotations.NullMarked;
