package org.harborlight.standalone.runtime;

import java.nio.file.Path;

/** A second start on a data folder that is in use. The message is for the operator and names the other process. */
public final class DataFolderInUseException extends RuntimeException {
    DataFolderInUseException(Path folder, String pid) {
        super("the data folder " + folder + " is in use by "
                + (pid.isEmpty() ? "another process" : "process " + pid)
                + "; stop it first, or choose another folder with --data");
    }
}
