package dev.millrace.standalone.terminal;

/// Colours, or none.
public enum Paint {
    /// By the escape sequences that terminals have in common (ECMA-48).
    COLOURS {
        @Override
        public String strong(String text) {
            return text.isEmpty() ? text : "\u001b[32m" + text + RESET;
        }

        @Override
        public String faint(String text) {
            return text.isEmpty() ? text : "\u001b[2m" + text + RESET;
        }

        @Override
        public String alarming(String text) {
            return "\u001b[1;31m" + text + RESET;
        }
    },

    /// The text as it is.
    NONE {
        @Override
        public String strong(String text) {
            return text;
        }

        @Override
        public String faint(String text) {
            return text;
        }

        @Override
        public String alarming(String text) {
            return text;
        }
    };

    private static final String RESET = "\u001b[0m";

    /// For what is done.
    public abstract String strong(String text);

    /// For what is still open.
    public abstract String faint(String text);

    /// For what went wrong.
    public abstract String alarming(String text);
}
