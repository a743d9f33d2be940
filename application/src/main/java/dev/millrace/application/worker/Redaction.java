package dev.millrace.application.worker;

import java.util.regex.Pattern;

/// Takes out of a text what is nobody's business: addresses, which may be signed; keys; and where things lie on the machine.
final class Redaction {
    private static final Pattern ADDRESS = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]*://[^\\s\"'<>]*");
    private static final Pattern KEY = Pattern.compile("(?i)\\b(mlr|whsec)_[a-z0-9_+/=-]+");

    /// In the spelling of headers, variables and queries; the value goes up to where it can't go on.
    private static final Pattern SECRET = Pattern.compile(
            "(?i)\\b([\\w-]*(?:authorization|password|passwd|secret|signature|credential|token|access[-_]?key)[\\w-]*)"
                    + "(\\s*[=:]\\s*)(?:(?:bearer|basic)\\s+)?[^\\s&;,\"']+");

    /// From the root, and more than one step: `/` alone and the numbers of a fraction are no paths.
    private static final Pattern PATH = Pattern.compile("(?<![\\w.)/])/[^\\s/:'\",;|=]+(?:/[^\\s:'\",;|=]*)+");

    private static final Pattern CONTROL = Pattern.compile("\\e\\[[0-9;]*[A-Za-z]|[\\p{Cntrl}&&[^\\n\\t]]");

    private Redaction() {}

    static String of(String text) {
        String plain = CONTROL.matcher(text).replaceAll("");
        String unaddressed = ADDRESS.matcher(plain).replaceAll("<address>");
        String keyless = KEY.matcher(unaddressed).replaceAll("<key>");
        String unsaid = SECRET.matcher(keyless).replaceAll("$1$2<secret>");
        return PATH.matcher(unsaid).replaceAll("<path>");
    }
}
