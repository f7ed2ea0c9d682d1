/** The demo: partners, submitters, stories, synthetic load and the checks on what came of it. */
@NullMarked
package org.harborlight.standalone.demo;

import org.jspecify.annotations.NullMarked;
