package org.harborlight.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.harborlight.service.ServiceConfig.DirectoryTrust;
import org.harborlight.standalone.directory.DirectoryTopic;
import org.harborlight.standalone.directory.TrustFile;
import org.harborlight.standalone.operator.OperatorTopics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a directory's topic is, and which operators are believed. */
final class DirectoryOptions {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = {
                "Configuration file of a service of the exchange: its directory.operator.keys and threshold are what",
                "the directory begins with (default: that of the data folder's gateway)."
            })
    private @Nullable Path trust;

    OperatorTopics open() {
        return cluster.open();
    }

    DirectoryTopic directory(OperatorTopics topics) {
        return new DirectoryTopic(topics, trust());
    }

    private DirectoryTrust trust() {
        Path file = trust == null && !cluster.cluster()
                ? cluster.dataFolder().resolve("config").resolve("gateway.properties")
                : trust;
        if (file == null) {
            throw new UsageException("a cluster has no data folder: name a service's configuration with --trust");
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file);
        }
        return Subcommand.usable(file.toString(), () -> TrustFile.read(file));
    }
}
