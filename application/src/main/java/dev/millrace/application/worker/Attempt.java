package dev.millrace.application.worker;

import dev.millrace.application.port.Claim;
import dev.millrace.application.port.MediaFailed;
import dev.millrace.application.port.MediaStore;
import dev.millrace.application.port.NotArrived;
import dev.millrace.application.port.ObjectVersion;
import dev.millrace.application.port.SegmentSink;
import dev.millrace.application.port.SourceAccess;
import dev.millrace.application.port.Workbench;
import dev.millrace.application.source.Fetching;
import dev.millrace.application.source.SourceCache;
import dev.millrace.domain.delivery.MediaType;
import dev.millrace.domain.delivery.ObjectKey;
import dev.millrace.domain.delivery.ObjectPrefix;
import dev.millrace.domain.delivery.StoredFile;
import dev.millrace.domain.failure.Failure;
import dev.millrace.domain.failure.FailureCode;
import dev.millrace.domain.job.StorageLayout;
import dev.millrace.domain.media.SourceIndex;
import dev.millrace.domain.work.Arrival;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/// One run of a task: its scratch folder, its place in storage, and the way to its inputs.
final class Attempt implements AutoCloseable {
    private final MediaStore media;
    private final Sources sources;
    private final ObjectPrefix prefix;
    private final Path scratch;
    private final DoubleConsumer progress;
    private final List<SourceCache.Held> held = new ArrayList<>();
    private Optional<ObjectVersion> version = Optional.empty();
    private int fetched;

    Attempt(Sources sources, Claim claim, Path scratch, DoubleConsumer progress) {
        this.media = sources.media();
        this.sources = sources;
        this.prefix = StorageLayout.attempt(
                claim.job().tenant(), claim.lease().task(), claim.lease().epoch());
        this.scratch = scratch;
        this.progress = progress;
    }

    /// A bench whose folder is empty but for what was fetched.
    Workbench bench() throws IOException {
        SegmentSink sink = (rendition, name, file, type) -> media.put(prefix.key(rendition + "/" + name), file, type);
        return new Workbench(Files.createDirectories(scratch.resolve("bench")), sink, progress);
    }

    ObjectKey key(String name) {
        return prefix.key(name);
    }

    StoredFile store(String name, Path file, MediaType type) throws MediaFailed {
        return media.put(key(name), file, type);
    }

    StoredFile store(String name, String text, MediaType type) throws MediaFailed, IOException {
        Path file = Files.writeString(Files.createTempFile(scratch, "text", ""), text, StandardCharsets.UTF_8);
        return store(name, file, type);
    }

    /// The job's source, or the copy of it whose clock was mended: in place where it lies on this machine, else from
    /// the cache of this worker.
    ///
    /// @throws NotArrived while it is being uploaded
    SourceAccess source(Claim claim) throws MediaFailed, IOException, InterruptedException {
        if (arrival(claim).isPresent()) {
            throw new NotArrived(Arrival.WHOLE);
        }
        Optional<ObjectVersion> elsewhere = version(claim);
        return new SourceAccess.InFile(
                elsewhere.isPresent()
                        ? cached(elsewhere.get())
                        : media.local(sourceKey(claim)).orElseThrow());
    }

    /// The parts of the source that are read when it is opened; empty where the whole is at hand, or no part is enough.
    Optional<SourceAccess> opening(Claim claim) throws MediaFailed, IOException, InterruptedException {
        return window(claim, sources.windows()::opening);
    }

    /// The parts of the source that hold pictures; empty where the whole is at hand, or no part is enough.
    ///
    /// @param track whose
    /// @param from when they begin, as the container's clock shows it
    /// @param to when they end
    Optional<SourceAccess> pictures(Claim claim, int track, Duration from, Duration to)
            throws MediaFailed, IOException, InterruptedException {
        return window(claim, (source, file) -> sources.windows().pictures(source, track, from, to, file));
    }

    private Optional<SourceAccess> window(Claim claim, Window window)
            throws MediaFailed, IOException, InterruptedException {
        Optional<Fetching> source = elsewhere(claim);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Path file = Files.createDirectories(scratch.resolve("window")).resolve("source");
        return window.write(source.get(), file) ? Optional.of(new SourceAccess.InWindow(file)) : Optional.empty();
    }

    private interface Window {
        boolean write(Fetching source, Path file) throws MediaFailed, IOException, InterruptedException;
    }

    /// How to fetch parts of the source; empty where the whole is at hand.
    private Optional<Fetching> elsewhere(Claim claim) throws MediaFailed {
        return arrival(claim).isPresent()
                ? Optional.of(arriving(claim))
                : version(claim)
                        .filter(source -> !sources.cache().has(source))
                        .map(source -> new Fetching(media, source));
    }

    /// How far the source has come; empty once it lies in storage, whole.
    Optional<Arrival> arrival(Claim claim) {
        return claim.job().arrival();
    }

    /// What has arrived of a source that is still being uploaded.
    ///
    /// @throws NotArrived where only whole sources can be read
    private Fetching arriving(Claim claim) throws MediaFailed {
        return sources.arriving()
                .orElseThrow(() -> new NotArrived(Arrival.WHOLE))
                .fetching(claim.job().tenant(), arrival(claim).orElseThrow());
    }

    /// What the tables of a source that is still being uploaded say of its pictures; empty where they don't say all.
    Optional<SourceIndex> tables(Claim claim, int track) throws MediaFailed, InterruptedException {
        return sources.windows().tables(arriving(claim), track);
    }

    /// How much of the beginning of a source that is still being uploaded is read for pictures.
    long needed(Claim claim, int track, Duration from, Duration to) throws MediaFailed, InterruptedException {
        return sources.windows().needed(arriving(claim), track, from, to).orElse(Arrival.WHOLE);
    }

    private Path cached(ObjectVersion source) throws MediaFailed, IOException, InterruptedException {
        SourceCache.Held whole = sources.cache().hold(source);
        held.add(whole);
        return whole.file();
    }

    /// Which version of the source this attempt reads; empty where it lies on this machine, and while it is being
    /// uploaded, for what is uploaded is never replaced.
    ///
    /// @throws MediaFailed when it is another than the one that was probed
    Optional<ObjectVersion> version(Claim claim) throws MediaFailed {
        ObjectKey key = sourceKey(claim);
        if (version.isEmpty() && arrival(claim).isEmpty() && media.local(key).isEmpty()) {
            ObjectVersion now = media.version(key)
                    .orElseThrow(() -> new MediaFailed(
                            new Failure(FailureCode.INPUT_NOT_FOUND, "There is no object " + key + " in storage.")));
            if (Plans.probedVersion(claim).filter(tag -> !tag.equals(now.tag())).isPresent()) {
                throw new MediaFailed(new Failure(
                        FailureCode.SOURCE_CHANGED, "The object " + key + " was replaced since the job has begun."));
            }
            version = Optional.of(now);
        }
        return version;
    }

    private static ObjectKey sourceKey(Claim claim) {
        return Plans.mended(claim)
                .map(mended -> mended.file().key())
                .orElseGet(() -> claim.job().input());
    }

    /// What a task before made, as a file on this machine: in place where it lies here, else fetched whole.
    Path local(StoredFile stored) throws MediaFailed, IOException, InterruptedException {
        Optional<Path> inPlace = media.local(stored.key());
        if (inPlace.isPresent()) {
            return inPlace.get();
        }
        Path copy = Files.createDirectories(scratch.resolve("fetched")).resolve(Integer.toString(fetched++));
        Fetching.whole(media, stored, copy);
        return copy;
    }

    /// Lets the sources go that were held for it.
    @Override
    public void close() {
        held.forEach(SourceCache.Held::close);
    }
}
