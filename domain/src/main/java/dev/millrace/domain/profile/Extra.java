package dev.millrace.domain.profile;

import java.util.List;

/// Something made beside the renditions. A further kind is a further record here.
public sealed interface Extra {
    /// Each kind.
    List<Extra> ALL = List.of(new Poster());

    /// The word that profiles use, in lower case.
    String word();

    /// One JPEG picture of the film.
    record Poster() implements Extra {
        @Override
        public String word() {
            return "poster";
        }
    }
}
