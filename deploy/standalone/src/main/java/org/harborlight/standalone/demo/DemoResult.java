package org.harborlight.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** How a demo ended: whether the books balance and every expectation was met, and the summary. */
public record DemoResult(boolean good, JsonNode json) {}
