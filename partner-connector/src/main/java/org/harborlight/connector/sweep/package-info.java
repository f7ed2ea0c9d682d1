/** What should have been worked on and was not, found from the books alone. */
@NullMarked
package org.harborlight.connector.sweep;

import org.jspecify.annotations.NullMarked;
