/** What is wrong with a hand-written notice, and what would make it more useful: offline, before it is sent. */
@NullMarked
package org.harborlight.standalone.lint;

import org.jspecify.annotations.NullMarked;
