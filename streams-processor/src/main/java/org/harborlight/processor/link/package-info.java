/** What stands at a reference and at a case key: admit and link, their stores, held cases and expiry. */
@NullMarked
package org.harborlight.processor.link;

import org.jspecify.annotations.NullMarked;
