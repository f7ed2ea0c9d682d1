package org.harborlight.standalone.directory;

/**
 * What is wrong in a directory folder.
 *
 * @param file within the folder
 * @param at a line or a JSON pointer; empty for the whole file
 */
public record DirectoryFinding(String file, String at, String what) {
    @Override
    public String toString() {
        return file + (at.isEmpty() ? "" : " " + at) + ": " + what;
    }
}
