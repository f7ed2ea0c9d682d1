/** Notices to fill in: one per harm, explained by the schema itself. */
@NullMarked
package org.harborlight.standalone.template;

import org.jspecify.annotations.NullMarked;
