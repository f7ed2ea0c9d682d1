package org.harborlight.service;

import java.util.List;

/**
 * The configuration cannot be used. Carries every problem that was found, each naming its key, none naming a secret's
 * value; the service refuses to start.
 */
public final class ConfigurationException extends RuntimeException {
    private final List<String> problems;

    public ConfigurationException(List<String> problems) {
        super("configuration refused: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
