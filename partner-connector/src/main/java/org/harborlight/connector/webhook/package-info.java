/** Submitters that ask for it are told what becomes of their notices: each by a webhook of its own, for as long as it takes. */
@NullMarked
package org.harborlight.connector.webhook;

import org.jspecify.annotations.NullMarked;
