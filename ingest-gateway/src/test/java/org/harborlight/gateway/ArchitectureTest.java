package org.harborlight.gateway;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.harborlight.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule VERIFYING_KNOWS_NEITHER_NETWORK_NOR_KAFKA = noClasses()
            .that()
            .resideInAPackage("..gateway.verify..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "org.apache.kafka..", "java.net..", "java.io..");

    @ArchTest
    static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS = noClasses()
            .that()
            .doNotHaveSimpleName("GatewayMain")
            .should()
            .callMethodWhere(target(nameMatching("exit|halt")));

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.harborlight.processor..",
                    "org.harborlight.connector..",
                    "org.harborlight.standalone..",
                    "org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule NO_LIBRARY_INTERNALS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "sun..", "..kafka..internals..", "io.vertx..impl..", "kafka..");

    @ArchTest
    static final ArchRule ONLY_THE_PUBLISHING_SIDE_PRODUCES = noClasses()
            .that()
            .resideOutsideOfPackage("..gateway.publish..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.clients.producer..");

    @ArchTest
    static final ArchRule ROUTES_ARE_NAMED_AND_KEPT_TOGETHER = classes()
            .that()
            .haveSimpleNameEndingWith("Route")
            .should()
            .resideInAPackage("..gateway.http")
            .andShould()
            .implement(io.vertx.core.Handler.class);
}
