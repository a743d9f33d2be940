package dev.millrace.bootstrap;

import java.util.Map;
import java.util.Optional;

/// Variables of the environment. One that is blank counts as not given.
///
/// Every method throws an `IllegalArgumentException` with a sentence for people that names the variable and does not
/// repeat its value.
///
/// @param environment all of them
public record Settings(Map<String, String> environment) {
    /// Those of this process.
    public static Settings ofThisProcess() {
        return new Settings(System.getenv());
    }

    /// A text, if it is given.
    public Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// A text.
    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /// A whole number.
    ///
    /// @param least at least
    /// @param most at most
    public int number(String name, int otherwise, int least, int most) {
        return number(name, least, most).orElse(otherwise);
    }

    /// A whole number, if it is given.
    ///
    /// @param least at least
    /// @param most at most
    public Optional<Integer> number(String name, int least, int most) {
        return text(name).map(given -> {
            if (given.matches("\\d{1,9}")) {
                int number = Integer.parseInt(given);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw new IllegalArgumentException(name + " is a number from " + least + " to " + most + ".");
        });
    }

    /// Yes or no; no unless given.
    public boolean yes(String name) {
        return yes(name, false);
    }

    /// Yes or no.
    public boolean yes(String name, boolean otherwise) {
        return switch (text(name, Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is true or false.");
        };
    }

    /// Without the values, which may be secrets.
    @Override
    public String toString() {
        return "Settings";
    }
}
