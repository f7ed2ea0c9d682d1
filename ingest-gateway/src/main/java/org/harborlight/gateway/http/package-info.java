/** The submitter's side: one class per route, and the only place that builds problems. */
@NullMarked
package org.harborlight.gateway.http;

import org.jspecify.annotations.NullMarked;
