package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.service.Restores;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * Puts a backup in place of what a data folder holds. Nothing is deleted: what was there is moved aside, the stores too,
 * which were made from what is gone. The number of restores goes up before anything else, so that no offset and no version
 * that was given out is taken for one that will be. Broken off at any point it can be done again; until it is finished the
 * data folder does not start. Used once, while nothing runs on the folder.
 */
public final class Restoration {
    private final DataFolder data;
    private final Backup backup;

    public Restoration(DataFolder data, Backup backup) {
        this.data = data;
        this.backup = backup;
    }

    /**
     * What was done.
     *
     * @param aside where everything lies that was there before
     * @param directorySequence how far the directory had come here before, where that was known
     */
    public record Done(Restores restores, Path aside, Optional<Long> directorySequence) {}

    /**
     * Restores.
     *
     * @param atLeast the number of this restore, where the operator knows better: the data folder may be a new one
     * @throws IllegalArgumentException where that number was used before
     */
    public Done carryOut(Optional<Integer> atLeast) {
        int used = Math.max(data.restores().count(), backup.restores().count());
        if (atLeast.isPresent() && atLeast.get() <= used) {
            throw new IllegalArgumentException("this exchange was restored " + used + " time(s) already");
        }
        Restores restores = new Restores(atLeast.orElse(used + 1));
        FileTrees.delete(data.restoring());
        SecretFiles.createFolder(data.restoring());
        data.restored(restores);
        backup.usedFor(restores);
        Backup.LOGS.forEach(name ->
                FileTrees.copy(backup.folder().resolve(name), data.restoring().resolve(name)));
        Optional<Long> directorySequence = directorySequence();
        Path aside = data.root().resolve("before-restore-" + restores.count());
        Backup.LOGS.forEach(name -> putAside(data.root().resolve(name), aside.resolve(name)));
        putAside(data.state(), aside.resolve("state"));
        Backup.LOGS.forEach(name ->
                FileTrees.move(data.restoring().resolve(name), data.root().resolve(name)));
        Backup.OTHERS.forEach(this::bringMissing);
        FileTrees.delete(data.restoring());
        return new Done(restores, aside, directorySequence);
    }

    private static void putAside(Path folder, Path aside) {
        if (Files.exists(folder)) {
            FileTrees.move(folder, aside);
        }
    }

    private void bringMissing(String name) {
        Path here = data.root().resolve(name);
        if (!Files.exists(here) && Files.exists(backup.folder().resolve(name))) {
            FileTrees.copy(backup.folder().resolve(name), here);
        }
    }

    /** The services keep the highest head that they have seen, "sequence digest", beside their stores. */
    private Optional<Long> directorySequence() {
        if (!Files.isDirectory(data.state())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(data.state())) {
            return files.filter(file -> file.toString().endsWith(".head"))
                    .map(file -> SecretFiles.read(file).strip().split(" ", 2)[0])
                    .filter(sequence -> sequence.matches("[0-9]{1,18}"))
                    .map(Long::valueOf)
                    .max(Long::compare);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + data.state(), e);
        }
    }
}
