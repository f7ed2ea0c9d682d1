package org.harborlight.connector;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.harborlight.schemas.sealing.SectionSealer;

@AnalyzeClasses(packages = "org.harborlight.connector", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule LANES_KNOW_NO_HTTP = noClasses()
            .that()
            .resideInAnyPackage("..connector.lane..", "..connector.store..", "..connector.telemetry..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "java.net..", "javax.net..", "..connector.receipt..");

    @ArchTest
    static final ArchRule ONLY_THE_PUSHING_SIDE_DIALS = noClasses()
            .that()
            .resideOutsideOfPackages("..connector.push..", "..connector.tls..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.vertx\\.core\\.http\\.HttpClient.*|java\\.net\\.(InetAddress|Socket|http\\..*)");

    @ArchTest
    static final ArchRule NO_SECTION_IS_OPENED_IN_THE_EXCHANGE =
            noClasses().should().dependOnClassesThat().areAssignableTo(SectionSealer.class);

    @ArchTest
    static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS = noClasses()
            .that()
            .doNotHaveSimpleName("ConnectorMain")
            .should()
            .callMethodWhere(target(nameMatching("exit|halt")));

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.harborlight.gateway..",
                    "org.harborlight.processor..",
                    "org.harborlight.standalone..",
                    "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule NO_LIBRARY_INTERNALS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "sun..", "..kafka..internals..", "io.vertx..impl..", "kafka..");
}
