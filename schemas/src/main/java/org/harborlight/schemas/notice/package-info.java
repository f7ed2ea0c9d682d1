/** What a notice must be, and how a submitter makes one. */
@NullMarked
package org.harborlight.schemas.notice;

import org.jspecify.annotations.NullMarked;
