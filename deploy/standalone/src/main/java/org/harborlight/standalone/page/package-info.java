/** A case as one page that an officer reads, prints and files. */
@NullMarked
package org.harborlight.standalone.page;

import org.jspecify.annotations.NullMarked;
