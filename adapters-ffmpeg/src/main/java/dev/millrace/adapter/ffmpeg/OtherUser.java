package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// What is left to the super user where namespaces are refused, as in most containers: to run media programs as
/// somebody who owns nothing. He must be able to reach what he is to read; else they run as the super user stripped of
/// every power, who still reads what is his own.
///
/// @param setpriv the program
record OtherUser(String setpriv) implements Sandbox {
    /// `nobody`, nearly everywhere; no such name need exist.
    private static final int NOBODY = 65534;

    private static final int OTHERS_READ = 4;
    private static final int OTHERS_ENTER = 1;

    @Override
    public List<String> around(MediaCall call) throws IOException {
        // A change of user forgets whose death is to be one's own, so it is said again.
        List<String> stripped =
                List.of(setpriv, "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--pdeathsig", "KILL");
        if (!canRead(call.program()) || !call.room().readable().stream().allMatch(OtherUser::canRead)) {
            return stripped;
        }
        handOver(call.room().folder());
        List<String> words = new ArrayList<>(stripped);
        words.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        return words;
    }

    @Override
    public String describe() {
        return "as another user (" + NOBODY + ") where everybody can read ffmpeg and the source, else as root without"
                + " its powers; they can reach the network";
    }

    @Override
    public boolean isWhole() {
        return false;
    }

    /// Folders only: a file could be one of somebody else's, linked into the folder by a program that was taken over.
    private static void handOver(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) throws IOException {
                Files.setAttribute(inner, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean canRead(Path file) {
        try {
            Path real = file.toRealPath();
            for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
                if ((mode(folder) & OTHERS_ENTER) == 0) {
                    return false;
                }
            }
            return (mode(real) & OTHERS_READ) != 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int mode(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:mode");
    }
}
