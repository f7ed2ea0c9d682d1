package org.harborlight.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link RunningGateway} for all integration tests of a run that leave its broker alone. */
final class GatewayExtension implements ParameterResolver {
    private record Shared(Path folder, RunningGateway running) implements AutoCloseable {
        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("harborlight-gateway");
                return new Shared(folder, RunningGateway.startReady(folder));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            running.close();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningGateway.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(GatewayExtension.class))
                .getOrComputeIfAbsent("gateway", _ -> Shared.start(), Shared.class)
                .running();
    }
}
