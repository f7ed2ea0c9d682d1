/** The inbox of a partner: its deliveries in pages, from wherever its cursor stands, read from the partner topics. */
@NullMarked
package org.harborlight.connector.inbox;

import org.jspecify.annotations.NullMarked;
