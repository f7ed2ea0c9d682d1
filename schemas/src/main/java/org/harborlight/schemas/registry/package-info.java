/** The schema registry, behind the Confluent client. */
@NullMarked
package org.harborlight.schemas.registry;

import org.jspecify.annotations.NullMarked;
