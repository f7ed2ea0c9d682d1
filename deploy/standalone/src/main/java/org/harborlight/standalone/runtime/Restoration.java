package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.harborlight.service.Restores;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * Puts a backup in place of what a data folder holds. Nothing is deleted: what was there is moved aside, the stores too,
 * which were made from what is gone. The number of restores goes up before anything is put aside, so that no offset and no version
 * that was given out is taken for one that will be. Broken off at any point it can be done again; until it is finished the
 * data folder does not start, unless it failed before anything was put aside. Used once, while nothing runs on the folder.
 */
public final class Restoration {
    private static final List<String> SECRETS = List.of("keys", "pki");
    private static final String REMEMBERED = "directory.sequence";

    private final DataFolder data;
    private final Backup backup;
    private final OlderDirectory older;

    public Restoration(DataFolder data, Backup backup, OlderDirectory older) {
        this.data = data;
        this.backup = backup;
        this.older = older;
    }

    /**
     * What to do about a directory that had come further than the backup has it.
     *
     * @param accepted whoever restores knows that those are trusted again who were suspended, revoked or replaced since
     * @param known how far it had come, where that is known from elsewhere: the data folder may be a new one
     */
    public record OlderDirectory(boolean accepted, Optional<Long> known) {
        /** Refuses it, by what the data folder knows. */
        public static final OlderDirectory REFUSED = new OlderDirectory(false, Optional.empty());
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
     * @throws IllegalArgumentException where that number was used before, the keys here are not those of the backup, its
     *     directory is older than it may be, or the backup cannot be written; nothing has changed then
     */
    public Done carryOut(Optional<Integer> atLeast) {
        int used = Math.max(data.restores().count(), backup.restores().count());
        if (atLeast.isPresent() && atLeast.get() <= used) {
            throw new IllegalArgumentException("this exchange was restored " + used + " time(s) already");
        }
        SECRETS.forEach(this::requireSame);
        requireNoOlderDirectory();
        Restores restores = new Restores(atLeast.orElse(used + 1));
        backup.usedFor(restores);
        List<String> brought = brought();
        Optional<Long> directorySequence = bring(brought, restores);
        Path aside = data.root().resolve("before-restore-" + restores.count());
        Backup.LOGS.forEach(name -> putAside(data.root().resolve(name), aside.resolve(name)));
        putAside(data.state(), aside.resolve("state"));
        brought.forEach(name ->
                FileTrees.move(data.restoring().resolve(name), data.root().resolve(name)));
        FileTrees.delete(data.restoring());
        return new Done(restores, aside, directorySequence);
    }

    private void requireNoOlderDirectory() {
        Optional<Long> known =
                Stream.concat(furthest().stream(), older.known().stream()).max(Long::compare);
        if (older.accepted() || known.isEmpty()) {
            return;
        }
        Optional<Long> there = backup.directorySequence();
        if (there.isEmpty() || there.get() < known.get()) {
            throw new IllegalArgumentException("the directory had come to entry " + known.get()
                    + ", and the backup has it "
                    + there.map(sequence -> "up to entry " + sequence).orElse("up to an entry that it does not say")
                    + ": whoever was suspended or revoked since, or was an operator before, would be trusted again. Find"
                    + " out who that is, then repeat with --older-directory and sign again what is missing");
        }
    }

    /** Also where a restore was broken off. */
    private Optional<Long> furthest() {
        Path file = data.restoring().resolve(REMEMBERED);
        return Files.exists(file)
                ? Optional.of(Long.valueOf(SecretFiles.read(file)))
                : DirectoryHeads.highest(data.state());
    }

    /** Keys that were made anew open nothing of what comes back, and nobody trusts their signatures. */
    private void requireSame(String name) {
        Path here = data.root().resolve(name);
        Path there = backup.folder().resolve(name);
        if (!Files.exists(here) || !Files.exists(there)) {
            return;
        }
        try (Stream<Path> files = Files.list(there)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path same = here.resolve(file.getFileName().toString());
                if (retired(same)) {
                    continue;
                }
                if (!Files.isRegularFile(same) || Files.mismatch(file, same) >= 0) {
                    throw new IllegalArgumentException(same + " is not the one of the backup. Where this exchange was"
                            + " begun anew, move " + String.join(", ", Backup.OTHERS) + " out of " + data.root()
                            + " and repeat");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compare " + here + " with " + there, e);
        }
    }

    /** An operator's key that was taken away since: operators are replaced. */
    private static boolean retired(Path key) {
        return !Files.exists(key) && key.getFileName().toString().matches("operator-.*\\.pem");
    }

    /** The logs, and what is missing here. */
    private List<String> brought() {
        Stream<String> missing = Backup.OTHERS.stream()
                .filter(name -> !Files.exists(data.root().resolve(name)))
                .filter(name -> Files.exists(backup.folder().resolve(name)));
        return Stream.concat(Backup.LOGS.stream(), missing).toList();
    }

    /** Everything is here, and the number counts, before anything is put aside; where that fails nothing has changed. */
    private Optional<Long> bring(List<String> names, Restores restores) {
        boolean repeated = Files.exists(data.restoring());
        try {
            SecretFiles.createFolder(data.restoring());
            Optional<Long> directorySequence = rememberedDirectorySequence();
            for (String name : names) {
                Path copy = data.restoring().resolve(name);
                FileTrees.delete(copy);
                FileTrees.copy(backup.folder().resolve(name), copy);
            }
            data.restored(restores);
            return directorySequence;
        } catch (RuntimeException e) {
            if (!repeated) {
                FileTrees.delete(data.restoring());
            }
            throw e;
        }
    }

    /** A repeat finds it no more where it was. */
    private Optional<Long> rememberedDirectorySequence() {
        Path file = data.restoring().resolve(REMEMBERED);
        if (!Files.exists(file)) {
            DirectoryHeads.highest(data.state())
                    .ifPresent(sequence -> SecretFiles.write(file, Long.toString(sequence)));
        }
        return Files.exists(file) ? Optional.of(Long.valueOf(SecretFiles.read(file))) : Optional.empty();
    }

    private static void putAside(Path folder, Path aside) {
        if (Files.exists(folder)) {
            FileTrees.move(folder, aside);
        }
    }
}
