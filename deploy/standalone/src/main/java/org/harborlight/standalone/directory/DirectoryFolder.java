package org.harborlight.standalone.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.harborlight.schemas.ExchangeKeys;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.Operators;
import org.harborlight.schemas.Participant;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.DecodeException;
import org.harborlight.schemas.directory.JurisdictionsYaml;
import org.harborlight.schemas.directory.RulesYaml;

/**
 * A folder with the directory as files: {@code participants/*.yaml}, {@code rules.yaml}, {@code jurisdictions.yaml},
 * {@code exchange.yaml} and {@code operators.yaml}, each of which may be missing. What cannot be read is a finding, and the rest is there all the same. Immutable.
 *
 * @param participants by file name
 * @param exchange the exchange's own keys, at most one
 * @param operators who the operators are, at most one list
 * @param unreadable what could not be read
 */
public record DirectoryFolder(
        Map<String, Participant> participants,
        List<RuleTable> rules,
        List<Jurisdiction> jurisdictions,
        List<ExchangeKeys> exchange,
        List<Operators> operators,
        List<DirectoryFinding> unreadable) {
    static final String RULES = "rules.yaml";
    static final String JURISDICTIONS = "jurisdictions.yaml";
    static final String EXCHANGE = "exchange.yaml";
    static final String OPERATORS = "operators.yaml";

    /** Reads it. */
    public static DirectoryFolder read(Path folder) {
        AvroTrust.install();
        List<DirectoryFinding> unreadable = new ArrayList<>();
        Map<String, Participant> participants = new TreeMap<>();
        for (Path file : yaml(folder.resolve("participants"))) {
            String name = "participants/" + file.getFileName();
            read(name, file, ParticipantYaml::parse, unreadable).forEach(entry -> participants.put(name, entry));
        }
        List<RuleTable> rules = optional(folder.resolve(RULES), RulesYaml::parse, unreadable);
        List<Jurisdiction> jurisdictions =
                optional(folder.resolve(JURISDICTIONS), JurisdictionsYaml::parse, unreadable).stream()
                        .flatMap(List::stream)
                        .toList();
        List<ExchangeKeys> exchange = withFiles(folder.resolve(EXCHANGE), ExchangeYaml::parse, unreadable);
        List<Operators> operators = withFiles(folder.resolve(OPERATORS), OperatorsYaml::parse, unreadable);
        return new DirectoryFolder(participants, rules, jurisdictions, exchange, operators, List.copyOf(unreadable));
    }

    /** Everything it holds, as entries of the directory in the order in which they are appended. */
    public List<SpecificRecord> bodies() {
        List<SpecificRecord> bodies = new ArrayList<>(operators);
        bodies.addAll(exchange);
        bodies.addAll(jurisdictions);
        bodies.addAll(rules);
        bodies.addAll(participants.values());
        return bodies;
    }

    private static <T> List<T> optional(Path file, Function<String, T> parse, List<DirectoryFinding> unreadable) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file)
                ? read(name, file, path -> parse.apply(YamlFile.text(path)), unreadable)
                : List.of();
    }

    /** One that names other files. */
    private static <T> List<T> withFiles(Path file, Function<Path, T> parse, List<DirectoryFinding> unreadable) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file) ? read(name, file, parse, unreadable) : List.of();
    }

    private static <T> List<T> read(
            String name, Path file, Function<Path, T> parse, List<DirectoryFinding> unreadable) {
        try {
            return List.of(parse.apply(file));
        } catch (DecodeException e) {
            unreadable.add(finding(name, e));
            return List.of();
        }
    }

    private static DirectoryFinding finding(String name, DecodeException fault) {
        return switch (fault.getCause()) {
            case JsonProcessingException yaml
            when yaml.getLocation() != null ->
                new DirectoryFinding(name, "line " + yaml.getLocation().getLineNr(), yaml.getOriginalMessage());
            case IllegalArgumentException said
            when fault.pointer().startsWith("/") ->
                new DirectoryFinding(name, fault.pointer(), Objects.toString(said.getMessage(), fault.reason()));
            case null, default ->
                new DirectoryFinding(name, fault.pointer(), "unknown, missing, or not of the form that belongs there");
        };
    }

    private static List<Path> yaml(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
