package io.angelwire.local;

import io.angelwire.local.server.PostgresServer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that holds all that the stack keeps: databases, files, mails, keys, logs. One running stack owns it. Readable by
 * its owner alone, since keys and data are in it.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String MARKER = "README.txt";
    private static final String MARKER_TEXT =
            "Data of Angelwire's local stack (deploy/local/run). Delete the folder to forget it all.\n";

    private final Path root;
    private final FolderLock lock;

    private DataDirectory(Path root, FolderLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates the folder if need be and takes it for this process.
     *
     * @throws StackException if another stack runs on it, or it is somebody else's folder
     */
    public static DataDirectory open(Path root) {
        try {
            prepare(root);
            DataDirectory directory = new DataDirectory(root, FolderLock.take(root));
            directory.createFolders();
            return directory;
        } catch (IOException | UnsupportedOperationException e) {
            throw new StackException(
                    "The folder %s cannot hold the stack's data: %s. Choose another with --data DIR."
                            .formatted(root, reason(e)),
                    e);
        }
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "no permission to write there";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        if (e instanceof NoSuchFileException) {
            return "no folder can be created there";
        }
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : "its file system does not support what is needed";
    }

    private void createFolders() throws IOException {
        for (Path folder : List.of(logs(), run(), keys(), redis(), files())) {
            Files.createDirectories(folder);
        }
    }

    public Path root() {
        return root;
    }

    /** The output of each process. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** The pid files of what runs. */
    public Path run() {
        return root.resolve("run");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path postgresPassword() {
        return postgres().resolve(PostgresServer.PASSWORD_FILE);
    }

    public Path mails() {
        return root.resolve("mails");
    }

    /** Uploaded documents. */
    public Path files() {
        return root.resolve("files");
    }

    /** The demo users' tokens for a shell. */
    public Path demoEnvironment() {
        return root.resolve("demo.env");
    }

    /** The servers' unpacked programs; the same for every run, so kept by a fresh one too. */
    public Path programs() {
        return root.resolve("programs");
    }

    /** Keeps the logs of the run before as {@code NAME.log.1}, so that a folder holds two runs and not all of them. */
    public void rotateLogs() throws IOException {
        try (Stream<Path> files = Files.list(logs())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
                Files.move(file, Path.of(file + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    public void close() {
        lock.close();
    }

    private static void prepare(Path root) throws IOException {
        Path marker = root.resolve(MARKER);
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root);
        } else if (!Files.exists(marker)) {
            try (Stream<Path> content = Files.list(root)) {
                if (content.findAny().isPresent()) {
                    throw new StackException(
                            root + " is not empty and not a data folder of Angelwire. Choose another with --data DIR.");
                }
            }
        }
        Files.writeString(marker, MARKER_TEXT);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }

    /** Deletes what an earlier run left, so that the next one is the first. */
    public void forget() throws IOException {
        for (Path folder : List.of(redis(), postgres(), mails(), files(), keys(), logs())) {
            deleteAll(folder);
        }
        // Its tokens are signed by a key that is gone.
        Files.deleteIfExists(demoEnvironment());
        createFolders();
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
