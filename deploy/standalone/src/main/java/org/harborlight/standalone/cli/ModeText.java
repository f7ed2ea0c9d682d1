package org.harborlight.standalone.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.harborlight.standalone.simulate.Mode;
import picocli.CommandLine;

/** Modes as they are written on the command line. */
final class ModeText implements CommandLine.ITypeConverter<Mode> {
    @Override
    public Mode convert(String text) {
        return Mode.of(text)
                .orElseThrow(() -> new CommandLine.TypeConversionException("'" + text + "' is not a mode: " + all()));
    }

    private static String all() {
        return Arrays.stream(Mode.values()).map(Mode::text).collect(Collectors.joining(", "));
    }
}
