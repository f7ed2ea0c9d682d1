/** Encoding and strict decoding of Avro records: single-object files and bodies, Confluent wire format, JSON. */
@NullMarked
package org.harborlight.schemas.codec;

import org.jspecify.annotations.NullMarked;
