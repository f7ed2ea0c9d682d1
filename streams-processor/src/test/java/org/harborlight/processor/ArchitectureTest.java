package org.harborlight.processor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import org.apache.kafka.clients.consumer.ConsumerRecord;

@AnalyzeClasses(packages = "org.harborlight.processor", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** An address may be a key to geolocation data; it is parsed, never resolved or dialled. */
    @ArchTest
    static final ArchRule ROUTING_AND_ENRICHING_KNOW_NEITHER_NETWORK_NOR_KAFKA = noClasses()
            .that()
            .resideInAnyPackage("..processor.route..", "..processor.enrich..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.vertx..", "java.net..", "javax.net..", "org.apache.kafka..", "org.rocksdb..")
                            .and(not(type(InetAddress.class))));

    /** Of Kafka's clients the lanes know the names of settings; the ledger is off the way of a notice. */
    @ArchTest
    static final ArchRule LANES_KNOW_NEITHER_NETWORK_NOR_LEDGER = noClasses()
            .that()
            .resideInAnyPackage("..processor.topology..", "..processor.link..", "..processor.error..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.vertx..",
                            "java.net..",
                            "javax.net..",
                            "org.apache.kafka.clients..",
                            "..processor.status..",
                            "..processor.operator..")
                    .and(not(simpleNameEndingWith("Config")))
                    .and(not(type(ConsumerRecord.class))));

    @ArchTest
    static final ArchRule NO_KEY_OF_A_SECTION_COMES_HERE =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.harborlight.schemas.sealing..");

    @ArchTest
    static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS = noClasses()
            .that()
            .doNotHaveSimpleName("ProcessorMain")
            .should()
            .callMethodWhere(target(nameMatching("exit|halt")));

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.harborlight.gateway..", "org.harborlight.connector..", "org.harborlight.standalone..");

    /** Also not Kafka Streams' newer queries, which can deadlock with a write (KAFKA-19629). */
    @ArchTest
    static final ArchRule NO_LIBRARY_INTERNALS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.logging..",
                    "sun..",
                    "..kafka..internals..",
                    "org.apache.kafka.streams.query..",
                    "io.vertx..impl..",
                    "kafka..");
}
