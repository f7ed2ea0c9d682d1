/** The directory as the operators and the participants keep it: as files in review, as proposals that two sign, as a topic. */
@NullMarked
package org.harborlight.standalone.directory;

import org.jspecify.annotations.NullMarked;
