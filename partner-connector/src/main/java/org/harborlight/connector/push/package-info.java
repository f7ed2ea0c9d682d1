/** One push of one delivery: what is sent, how it is signed, and what the answer means. */
@NullMarked
package org.harborlight.connector.push;

import org.jspecify.annotations.NullMarked;
