/** Micro-benchmarks (JMH) of single operations. */
@NullMarked
package org.harborlight.bench.micro;

import org.jspecify.annotations.NullMarked;
