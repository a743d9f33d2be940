package dev.millrace.standalone.result;

/// The output folder can't be used as it was asked for; the message is a sentence for people.
public final class FolderRefused extends Exception {
    private static final long serialVersionUID = 1;

    FolderRefused(String sentence) {
        super(sentence);
    }
}
