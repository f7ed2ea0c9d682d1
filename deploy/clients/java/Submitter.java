import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.*;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.*;
import javax.net.ssl.*;
import org.harborlight.schemas.*;
import org.harborlight.schemas.codec.AvroTrust;
import org.harborlight.schemas.codec.Bytes;
import org.harborlight.schemas.envelope.*;
import org.harborlight.schemas.notice.*;

/**
 * Submits one invented notice and follows it until a desk has it: {@code java -cp … Submitter.java FOLDER}. The folder
 * holds submitter.properties, certificate.pem, key.pem, trust.pem and signing.pem. Needs the JDK and the module
 * {@code schemas} with what it depends on.
 */
public final class Submitter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 8;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            System.err.println("usage: java -cp … Submitter.java FOLDER");
            System.exit(2);
        }
        AvroTrust.install();
        Path folder = Path.of(arguments[0]);
        Properties settings = new Properties();
        try (var in = Files.newBufferedReader(folder.resolve("submitter.properties"))) {
            settings.load(in);
        }
        URI gateway = URI.create(settings.getProperty("gateway.url"));
        try (HttpClient http = HttpClient.newBuilder().sslContext(tls(folder)).build()) {
            JsonNode keys = JSON.readTree(get(http, gateway.resolve("/v1/keys")).body());
            IncidentNotice notice = notice(settings.getProperty("submitter.id"));
            SignedNotice signed = Submission.prepare(
                    notice, Map.of(SectionKind.NARRATIVE, narrative()), signingKey(folder), sealingKey(keys), new SecureRandom());
            AcceptanceReceipt receipt = submit(http, gateway, signed, keys);
            System.out.println("accepted " + receipt.noticeId() + " lane " + receipt.lane() + " receipt " + receipt.receiptId());
            System.out.println(follow(http, gateway, receipt.noticeId()));
        }
    }

    private static IncidentNotice notice(String submitterId) {
        Actor person = Actor.newBuilder().setNumber(1).setRole(ActorRole.REPORTED_PERSON).setAgeBand(AgeBand.ADULT)
                .setAgeSource(AgeSource.DECLARED).setTokens(List.of()).build();
        Actor child = Actor.newBuilder().setNumber(2).setRole(ActorRole.CHILD_VICTIM).setAgeBand(AgeBand.FROM_13_TO_15)
                .setAgeSource(AgeSource.DECLARED).setTokens(List.of()).build();
        return IncidentNotice.newBuilder()
                .setNoticeId(UUID.randomUUID().toString())
                .setSubmitterId(submitterId)
                .setIncidentKey("java-" + UUID.randomUUID())
                .setKind(NoticeKind.NEW)
                .setCreatedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setHarms(List.of(HarmType.GROOMING))
                .setAnnotations(List.of())
                .setPriority(Priority.STANDARD)
                .setDetection(new Detection(DetectionMethod.USER_REPORT, true, DetectionContext.PRIVATE_MESSAGE))
                .setContent(List.of())
                .setActors(List.of(person, child))
                .setJurisdictionFacts(List.of(new DeclaredFact("IE", null, JurisdictionBasis.VICTIM_LOCATION, 900, null)))
                .setNetworkObservations(List.of())
                .setDisclosureBasis(DisclosureBasis.VOLUNTARY)
                .setStatutoryFilings(List.of())
                .setSections(List.of())
                .build();
    }

    private static NarrativeSection narrative() {
        return NarrativeSection.newBuilder().setLanguage("en")
                .setText("An invented sample: an adult asks a child to meet.").setQuotes(List.of()).build();
    }

    /** Repeats the same bytes while nobody answers or the exchange asks to wait. Keep them, where a program can end. */
    private static AcceptanceReceipt submit(HttpClient http, URI gateway, SignedNotice signed, JsonNode keys)
            throws IOException, InterruptedException {
        byte[] body = Submission.encode(signed);
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/notices"))
                .header("Content-Type", MediaTypes.SIGNED_NOTICE)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        for (int attempt = 1; ; attempt++) {
            long wait = attempt;
            try {
                HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == 202) {
                    return receipt(answer.body(), Bytes.copy(signed.getPayload()), keys);
                }
                if ((answer.statusCode() != 429 && answer.statusCode() != 503) || attempt == ATTEMPTS) {
                    throw new IllegalStateException("not accepted: " + answer.statusCode() + " " + new String(answer.body()));
                }
                wait = answer.headers().firstValueAsLong("Retry-After").orElse(attempt);
            } catch (IOException noAnswer) {
                if (attempt == ATTEMPTS) {
                    throw noAnswer;
                }
            }
            Thread.sleep(Duration.ofSeconds(wait));
        }
    }

    private static AcceptanceReceipt receipt(byte[] answer, byte[] payload, JsonNode keys) throws IOException {
        SignedEnvelope envelope = DsseJson.read(JSON.readTree(answer));
        EnvelopeVerifier verifier = new EnvelopeVerifier(keyId -> key(keys, "receipt", keyId).map(VerificationKey::of));
        AcceptanceReceipt receipt = AcceptanceReceipt.fromJson(Bytes.copy(envelope.getPayload()));
        if (!(verifier.verify(envelope, Instant.now()) instanceof SignatureCheck.Valid)
                || !receipt.payloadSha256().equals(Sha256.hex(payload))) {
            throw new IllegalStateException("the receipt is not genuine");
        }
        return receipt;
    }

    /** Waits for news until a desk has the case, or nobody may. */
    private static String follow(HttpClient http, URI gateway, String noticeId) throws IOException, InterruptedException {
        for (String seen = "\"none\""; ; ) {
            HttpResponse<byte[]> answer = get(http, gateway.resolve("/v1/notices/" + noticeId + "?wait=30"), "If-None-Match", seen);
            if (answer.statusCode() != 200) {
                continue;
            }
            seen = answer.headers().firstValue("ETag").orElseThrow();
            JsonNode status = JSON.readTree(answer.body());
            boolean delivered = status.path("deliveries").findValuesAsText("state").contains("RECEIPTED");
            if (delivered || List.of("held", "closed", "test", "not-processed").contains(status.path("state").asText())) {
                return status.toString();
            }
        }
    }

    private static HttpResponse<byte[]> get(HttpClient http, URI url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(90));
        HttpResponse<byte[]> answer = http.send(
                (headers.length > 0 ? request.headers(headers) : request).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (!List.of(200, 304, 404).contains(answer.statusCode())) {
            throw new IOException(url + ": " + answer.statusCode() + " " + new String(answer.body()));
        }
        return answer;
    }

    private static Optional<PublicKeyEntry> key(JsonNode keys, String purpose, String keyId) {
        for (JsonNode jwk : keys.path("keys")) {
            if (jwk.path("purpose").asText().equals(purpose) && (keyId.isEmpty() || jwk.path("kid").asText().equals(keyId))) {
                return JsonWebKey.parse(JSON.convertValue(jwk, new TypeReference<Map<String, String>>() {}));
            }
        }
        return Optional.empty();
    }

    private static PublicKeyEntry sealingKey(JsonNode keys) {
        return key(keys, "sealing", "").orElseThrow();
    }

    private static SigningKey signingKey(Path folder) throws IOException {
        String file = Files.readString(folder.resolve("signing.pem"));
        String keyId = file.lines().filter(line -> line.startsWith("Key-Id: ")).findFirst().orElseThrow().substring(8).strip();
        return SigningKey.fromPem(keyId, file.substring(file.indexOf("-----BEGIN")));
    }

    private static SSLContext tls(Path folder) throws Exception {
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        Certificate[] chain = certificates.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("certificate.pem"))))
                .toArray(Certificate[]::new);
        String pem = Files.readString(folder.resolve("key.pem")).replaceAll("-----[^-]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("me", key, new char[0], chain);
        int number = 0;
        for (Certificate anchor : certificates.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("trust.pem"))))) {
            store.setCertificateEntry("exchange-" + number++, anchor);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
