package org.harborlight.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One {@link TestExchange} for all integration tests of a run. */
final class ExchangeExtension implements ParameterResolver {
    private record Running(TestExchange exchange) implements AutoCloseable {
        static Running start() {
            try {
                return new Running(new TestExchange(Files.createTempDirectory("harborlight-connector")));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            exchange.close();
            try (Stream<Path> files = Files.walk(exchange.folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestExchange.class;
    }

    @Override
    public TestExchange resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ExchangeExtension.class))
                .getOrComputeIfAbsent("exchange", _ -> Running.start(), Running.class)
                .exchange();
    }
}
