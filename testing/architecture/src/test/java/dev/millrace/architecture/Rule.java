package dev.millrace.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;

/// A rule of the house with the class that was written to break it, so that every rule is seen to bite.
///
/// @param sentence what the rule says
/// @param over the rule, for a house
/// @param culprit the one class of the wrong house that breaks it
record Rule(String sentence, Function<House, ArchRule> over, Class<?> culprit) {

    @Override
    public String toString() {
        return sentence;
    }
}
