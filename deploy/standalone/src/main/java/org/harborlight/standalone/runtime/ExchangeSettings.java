package org.harborlight.standalone.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.harborlight.schemas.Jurisdiction;
import org.harborlight.schemas.RuleTable;
import org.harborlight.schemas.directory.JurisdictionsYaml;
import org.harborlight.schemas.directory.RulesYaml;
import org.harborlight.standalone.pki.SecretFiles;

/**
 * What a standalone exchange is started with. Immutable.
 *
 * @param partitions of the notice topics; fixed by the first start on a data folder
 * @param geolocation a file in MaxMind format; without one, addresses yield no country
 * @param connector settings of the connector in place of its defaults, by key
 */
public record ExchangeSettings(
        Ports ports,
        int partitions,
        RuleTable rules,
        List<Jurisdiction> jurisdictions,
        Optional<Path> geolocation,
        Map<String, String> connector) {
    private static final int DEFAULT_PARTITIONS = 2;

    public ExchangeSettings {
        jurisdictions = List.copyOf(jurisdictions);
        connector = Map.copyOf(connector);
    }

    /**
     * Where to listen; 0 picks a free port.
     *
     * @param gateway for submitters
     * @param connector for partners
     * @param ledger where the gateway asks for the status of a notice
     */
    public record Ports(int gateway, int connector, int ledger, int kafka, int registry, Management management) {
        /** Everything on a free port. */
        public static Ports free() {
            return new Ports(0, 0, 0, 0, 0, new Management(0, 0, 0));
        }
    }

    /** Management ports of the services. */
    public record Management(int gateway, int processor, int connector) {}

    /** With the sample rules and jurisdictions that come with the program. */
    public static ExchangeSettings samples(Ports ports) {
        return new ExchangeSettings(
                ports,
                DEFAULT_PARTITIONS,
                RulesYaml.parse(resource("rules.yaml")),
                JurisdictionsYaml.parse(resource("jurisdictions.yaml")),
                Optional.empty(),
                Map.of());
    }

    /** With rules of the operator's own; an absent file keeps what there is. */
    public ExchangeSettings with(Optional<Path> rulesFile, Optional<Path> jurisdictionsFile) {
        return new ExchangeSettings(
                ports,
                partitions,
                rulesFile.map(SecretFiles::read).map(RulesYaml::parse).orElse(rules),
                jurisdictionsFile
                        .map(SecretFiles::read)
                        .map(JurisdictionsYaml::parse)
                        .orElse(jurisdictions),
                geolocation,
                connector);
    }

    public ExchangeSettings withGeolocation(Optional<Path> file) {
        return new ExchangeSettings(ports, partitions, rules, jurisdictions, file, connector);
    }

    public ExchangeSettings withConnector(Map<String, String> settings) {
        return new ExchangeSettings(ports, partitions, rules, jurisdictions, geolocation, settings);
    }

    private static String resource(String name) {
        try (InputStream in = ExchangeSettings.class.getResourceAsStream("/directory/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its sample " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the sample " + name, e);
        }
    }
}
