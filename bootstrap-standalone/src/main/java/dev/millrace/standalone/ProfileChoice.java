package dev.millrace.standalone;

import dev.millrace.domain.failure.Violation;
import dev.millrace.domain.profile.BuiltInProfiles;
import dev.millrace.domain.profile.Profile;
import dev.millrace.domain.profile.ProfileName;
import dev.millrace.domain.profile.ProfileReader;
import dev.millrace.domain.profile.ProfileReading;
import dev.millrace.standalone.terminal.Units;
import dev.millrace.standalone.yaml.YamlTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A profile by the name of a built-in one, or by a file.
final class ProfileChoice {
    private static final long LARGEST_FILE = 1 << 20;

    private ProfileChoice() {}

    static Profile of(String choice) throws CommandFailed {
        Optional<Profile> builtIn =
                ProfileName.wellFormed(choice) ? BuiltInProfiles.named(new ProfileName(choice)) : Optional.empty();
        if (builtIn.isPresent()) {
            return builtIn.get();
        }
        boolean file = choice.endsWith(".yml") || choice.endsWith(".yaml");
        if (!file) {
            throw CommandFailed.usage("There is no profile " + Units.printable(choice) + ": choose " + names()
                    + ", or name a file that ends in .yml.   [profile_unknown]");
        }
        return read(Path.of(choice));
    }

    /// The built-in ones: `web, mp4 or test`.
    private static String names() {
        List<String> names = BuiltInProfiles.all().stream()
                .map(profile -> profile.name().value())
                .toList();
        return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }

    private static Profile read(Path file) throws CommandFailed {
        return switch (YamlTree.read(text(file))) {
            case YamlTree.Reading.Broken broken -> throw invalid(file, broken.violations());
            case YamlTree.Reading.Read tree ->
                switch (ProfileReader.read(tree.root())) {
                    case ProfileReading.Invalid invalid -> throw invalid(file, invalid.violations());
                    case ProfileReading.Read read -> read.profile();
                };
        };
    }

    private static String text(Path file) throws CommandFailed {
        SourceFile.at(file);
        String shown = Units.printable(file.toString());
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw CommandFailed.usage(shown + " is too large to be a profile.   [profile_invalid]");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw CommandFailed.usage(shown + " is not a text in UTF-8.   [profile_invalid]");
        } catch (IOException e) {
            throw CommandFailed.usage(shown + " can't be read: " + e.getMessage() + ".");
        }
    }

    private static CommandFailed invalid(Path file, List<Violation> violations) {
        String list = violations.stream()
                .map(violation -> "  " + Units.printable(violation.toString()))
                .collect(Collectors.joining("\n"));
        return CommandFailed.usage(Units.printable(file.toString())
                + " is not a profile that can be followed:   [profile_invalid]\n" + list);
    }
}
