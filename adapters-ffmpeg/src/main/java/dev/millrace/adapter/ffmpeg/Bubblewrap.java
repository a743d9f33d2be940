package dev.millrace.adapter.ffmpeg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `bwrap`, as Flatpak uses it: a root folder made of what a call may see, no network, no view of other processes, no
/// capabilities. It ends when we do, and with it everything inside.
///
/// @param bwrap the program
/// @param ownUsers whether it needs a user namespace to be allowed to do this
/// @param system what is visible of the system
record Bubblewrap(String bwrap, boolean ownUsers, SystemFiles system) implements Sandbox {
    @Override
    public List<String> around(MediaCall call) {
        List<String> words = new ArrayList<>(List.of(
                bwrap,
                "--die-with-parent",
                "--unshare-ipc",
                "--unshare-pid",
                "--unshare-net",
                "--unshare-uts",
                "--cap-drop",
                "ALL"));
        if (ownUsers) {
            words.add("--unshare-user");
        } else if (SystemFiles.needsPowerToRead(call)) {
            // With nothing but its own files in sight, and no power to open files by number, that is all it reads.
            words.addAll(List.of("--cap-add", "CAP_DAC_OVERRIDE"));
        }
        for (Path folder : system.folders()) {
            words.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
        }
        for (SystemFiles.Link link : system.links()) {
            words.addAll(
                    List.of("--symlink", link.target().toString(), link.path().toString()));
        }
        words.addAll(List.of("--dev-bind", "/dev/null", "/dev/null"));
        Path own = SystemFiles.folder(call);
        for (Path path : SystemFiles.seenBy(call)) {
            words.addAll(List.of(path.equals(own) ? "--bind" : "--ro-bind", path.toString(), path.toString()));
        }
        words.addAll(List.of("--remount-ro", "/", "--chdir", own.toString(), "--"));
        return words;
    }

    @Override
    public String describe() {
        return "in bubblewrap: no network, and no files but their own";
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    /// One that needs no user namespace, and one that does.
    static List<Bubblewrap> variants(String bwrap, SystemFiles system) {
        boolean root = SystemFiles.weAreRoot();
        return root
                ? List.of(new Bubblewrap(bwrap, false, system), new Bubblewrap(bwrap, true, system))
                : List.of(new Bubblewrap(bwrap, true, system));
    }
}
