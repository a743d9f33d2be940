package dev.millrace.adapter.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What [Bubblewrap] does, by the tools that every Linux has: `unshare`, `mount` and `setpriv`.
///
/// @param tools where they lie
/// @param ownUsers whether a user namespace is needed to be allowed to do this
/// @param system what is visible of the system
record Namespaces(Tools tools, boolean ownUsers, SystemFiles system) implements Sandbox {
    /// Any folder does to hang the new root over, unless something below it is to be seen.
    private static final List<Path> PLACES = Stream.of("/mnt", "/media", "/srv", "/opt", "/boot", "/home")
            .map(Path::of)
            .toList();

    /// Builds a root folder below the first argument, enters it at the second, and gives up all rights. The others, up
    /// to `--`, say what is seen inside: `link TARGET PATH`, `read PATH` and `write PATH`.
    ///
    /// A disk mounted without access times must stay so where the mount belongs to another user namespace. The new root
    /// stays writable, but it is a megabyte of memory that goes with the process. Without `CAP_SYS_CHROOT` and without
    /// an open folder outside, nothing leads out of it.
    private static final String SCRIPT = """
            set -e
            root=$1 folder=$2 rights=$3 setpriv=$4 unshare=$5 given=${PATH-}
            PATH=$6
            shift 6
            see() {
              if [ -d "$2" ]; then
                mkdir -p "$root$2"
              else
                [ -d "$root${2%/*}" ] || mkdir -p "$root${2%/*}"
                [ -e "$root$2" ] || : >"$root$2"
              fi
              if [ "$1" = write ]; then
                mount --bind "$2" "$root$2"
              else
                mount -o bind,ro,nosuid,nodev "$2" "$root$2" 2>/dev/null ||
                  mount -o bind,ro,nosuid,nodev,noatime "$2" "$root$2"
              fi
            }
            mount -t tmpfs -o mode=755,size=1m,nosuid,nodev tmpfs "$root"
            while [ "$1" != -- ]; do
              if [ "$1" = link ]; then
                ln -s "$2" "$root$3"
                shift
              else
                see "$1" "$2"
              fi
              shift 2
            done
            shift
            PATH=$given
            [ -n "$PATH" ] || unset PATH
            exec "$unshare" --root="$root" --wd="$folder" \\
              "$setpriv" --no-new-privs --bounding-set="$rights" --inh-caps=-all "$@"
            """;

    /// @param setpriv is started inside
    /// @param folders the search path for the tools of the script
    record Tools(String unshare, String shell, String setpriv, String folders) {}

    @Override
    public List<String> around(MediaCall call) throws IOException {
        if (!Files.isExecutable(call.program())) {
            // Inside, the disk would be mounted anew, and without the `noexec` that says so.
            throw new IOException("Permission denied: " + call.program() + " may not be started");
        }
        Path own = SystemFiles.folder(call);
        List<Path> seen = SystemFiles.seenBy(call);
        List<String> words = new ArrayList<>(
                List.of(tools.unshare(), "--mount", "--net", "--ipc", "--uts", "--pid", "--fork", "--kill-child=KILL"));
        if (ownUsers) {
            words.addAll(List.of("--user", "--map-root-user"));
        }
        words.addAll(List.of(tools.shell(), "-c", SCRIPT, "sandbox", place(seen).toString(), own.toString()));
        words.addAll(List.of(rights(call), tools.setpriv(), tools.unshare(), tools.folders()));
        for (Path folder : system.folders()) {
            words.addAll(List.of("read", folder.toString()));
        }
        for (SystemFiles.Link link : system.links()) {
            words.addAll(List.of("link", link.target().toString(), link.path().toString()));
        }
        words.addAll(List.of("write", "/dev/null"));
        for (Path path : seen) {
            words.addAll(List.of(path.equals(own) ? "write" : "read", path.toString()));
        }
        words.add("--");
        return words;
    }

    /// Inside a user namespace of its own the power to read everything means nothing (see [Bubblewrap]).
    private String rights(MediaCall call) {
        return !ownUsers && SystemFiles.needsPowerToRead(call) ? "-all,+dac_override" : "-all";
    }

    private static Path place(List<Path> seen) throws IOException {
        return PLACES.stream()
                .filter(place -> Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS))
                .filter(place -> seen.stream().noneMatch(path -> path.startsWith(place)))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no folder to build the sandbox over"));
    }

    @Override
    public String describe() {
        return "in namespaces of their own (unshare): no network, and no files but their own";
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    /// The super user may do it by himself, most often; others need a user namespace.
    static List<Namespaces> variants(Tools tools, SystemFiles system) {
        return SystemFiles.weAreRoot()
                ? List.of(new Namespaces(tools, false, system), new Namespaces(tools, true, system))
                : List.of(new Namespaces(tools, true, system));
    }
}
