/** What a submitter does: read a plain notice, seal, sign, keep and send it. */
@NullMarked
package org.harborlight.standalone.submitter;

import org.jspecify.annotations.NullMarked;
