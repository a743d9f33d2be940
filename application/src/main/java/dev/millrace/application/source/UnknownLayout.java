package dev.millrace.application.source;

/// A file does not say where its packets lie, or says it in a way that is not believed. Not a failure: it is read whole.
final class UnknownLayout extends Exception {
    private static final long serialVersionUID = 1;

    UnknownLayout(String why) {
        super(why);
    }
}
