package dev.millrace.domain.upload;

import dev.millrace.domain.media.ByteSize;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// How an upload is cut into parts.
///
/// The limits are those of multipart uploads to S3: at most 10,000 parts, of at least 5 MiB each but the last.
///
/// @param whole size of all parts together, 1 byte to [#LARGEST]
/// @param each size of every part but the last, [#SMALLEST_PART] to [#LARGEST_PART]
public record UploadParts(ByteSize whole, ByteSize each) {
    /// Most parts that an upload may have.
    public static final int MOST = 10_000;

    /// Smallest size of a part that is not the last: 5 MiB.
    public static final ByteSize SMALLEST_PART = new ByteSize(5L << 20);

    /// Largest size of a part that [#of(ByteSize)] chooses: 512 MiB. A part that breaks off is sent again whole.
    public static final ByteSize LARGEST_PART = new ByteSize(512L << 20);

    /// Largest upload: 5 TB.
    public static final ByteSize LARGEST = new ByteSize(5_000_000_000_000L);

    private static final ByteSize FIRST_CHOICE = new ByteSize(8L << 20);

    /// A list of so many links is still a small answer, and a client can send so many requests without taking longer
    /// for it.
    private static final int COMFORTABLE = 1_000;

    /// Refuses what S3 would refuse.
    public UploadParts {
        if (whole.bytes() < 1 || whole.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    "an upload has 1 to " + LARGEST.bytes() + " bytes, not " + whole.bytes());
        }
        if (each.compareTo(SMALLEST_PART) < 0 || each.compareTo(LARGEST_PART) > 0) {
            throw new IllegalArgumentException("not the size of a part: " + each.bytes());
        }
        if (Math.ceilDiv(whole.bytes(), each.bytes()) > MOST) {
            throw new IllegalArgumentException("an upload has at most " + MOST + " parts");
        }
    }

    /// The rule: parts of 8 MiB, doubled until 1,000 of them suffice, but of 512 MiB at most.
    ///
    /// | upload | part | parts |
    /// |---|---|---|
    /// | up to 8 MiB | all of it | 1 |
    /// | 1 GB | 8 MiB | 120 |
    /// | 50 GB | 64 MiB | 746 |
    /// | 5 TB | 512 MiB | 9,314 |
    ///
    /// @param whole 1 byte to [#LARGEST]
    public static UploadParts of(ByteSize whole) {
        return from(FIRST_CHOICE, whole);
    }

    /// The rule for uploads that a job may start on before they are completed: the same, but from 5 MiB on, so that
    /// beginnings are known as finely as S3 allows.
    ///
    /// @param whole 1 byte to [#LARGEST]
    public static UploadParts fine(ByteSize whole) {
        return from(SMALLEST_PART, whole);
    }

    private static UploadParts from(ByteSize first, ByteSize whole) {
        long each = first.bytes();
        while (each < LARGEST_PART.bytes() && Math.ceilDiv(whole.bytes(), each) > COMFORTABLE) {
            each = Math.min(LARGEST_PART.bytes(), each * 2);
        }
        return new UploadParts(whole, new ByteSize(each));
    }

    /// How many parts there are.
    public int count() {
        return Math.toIntExact(Math.ceilDiv(whole.bytes(), each.bytes()));
    }

    /// The part of that number.
    ///
    /// @param number 1 to [#count()]
    public UploadPart part(int number) {
        if (number < 1 || number > count()) {
            throw new IllegalArgumentException("there is no part " + number + " of " + count());
        }
        return new UploadPart(number, new ByteSize(Math.min(each.bytes(), whole.bytes() - offset(number))));
    }

    /// Where a part begins in the whole, in bytes.
    public long offset(int number) {
        return (number - 1) * each.bytes();
    }

    /// The number of the part that has a byte.
    ///
    /// @param position of the byte in the whole, 0 to its size less one
    public int numberAt(long position) {
        return Math.toIntExact(position / each.bytes()) + 1;
    }

    /// How many bytes of the beginning are there without a gap.
    ///
    /// @param arrived parts that are there, with the size that they have there
    public long beginning(Set<UploadPart> arrived) {
        int number = 0;
        while (number < count() && arrived.contains(part(number + 1))) {
            number++;
        }
        return number == count() ? whole.bytes() : offset(number + 1);
    }

    /// All parts in order.
    public List<UploadPart> all() {
        return IntStream.rangeClosed(1, count()).mapToObj(this::part).toList();
    }
}
