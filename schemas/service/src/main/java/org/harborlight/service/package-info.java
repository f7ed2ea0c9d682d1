/** What the three services share at run time: configuration, the management port, the directory follower, TLS. */
@NullMarked
package org.harborlight.service;

import org.jspecify.annotations.NullMarked;
