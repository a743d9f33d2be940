package dev.millrace.architecture.wrong.adapter.tape;

import dev.millrace.architecture.wrong.adapter.disc.Disc;

/// Breaks: no adapter knows another.
record AdapterThatKnowsAnother(Disc disc) {}
