package dev.millrace.domain.upload;

import java.time.Instant;

/// Where an upload stands. Only one that waits may move; `docs/uploads.md` draws the moves.
public sealed interface UploadState {
    /// The state's word.
    UploadStatus status();

    /// Parts may arrive, in any order and any number of times.
    record Waiting() implements UploadState {
        @Override
        public UploadStatus status() {
            return UploadStatus.WAITING;
        }

        /// All parts arrived and became one object.
        public Completed completed(Instant at) {
            return new Completed(at);
        }

        /// Its owner gave it up.
        public Canceled canceled(Instant at) {
            return new Canceled(at);
        }

        /// Its time ran out.
        public Expired expired(Instant at) {
            return new Expired(at);
        }
    }

    /// The object lies in storage, whole. Final.
    ///
    /// @param at when
    record Completed(Instant at) implements UploadState {
        @Override
        public UploadStatus status() {
            return UploadStatus.COMPLETED;
        }
    }

    /// Given up by its owner; what arrived is removed. Final.
    ///
    /// @param at when
    record Canceled(Instant at) implements UploadState {
        @Override
        public UploadStatus status() {
            return UploadStatus.CANCELED;
        }
    }

    /// Not completed in time; what arrived is removed. Final.
    ///
    /// @param at when
    record Expired(Instant at) implements UploadState {
        @Override
        public UploadStatus status() {
            return UploadStatus.EXPIRED;
        }
    }
}
