import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.*;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.*;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.Executors;
import javax.net.ssl.*;
import org.harborlight.schemas.*;
import org.harborlight.schemas.codec.*;
import org.harborlight.schemas.envelope.*;

/**
 * Receives deliveries by push: {@code java -cp … Partner.java FOLDER EXCHANGE-KEYS.json PARTNER-ID PORT INBOX}. The
 * folder holds certificate.pem, key.pem, trust.pem and signing.pem. Every delivery that is verified lies in INBOX, as it
 * came, before it is answered with a signed receipt. Prints its port, then a line for each; ends with its standard input.
 */
public record Partner(Path keysFile, String partnerId, Path inbox, EnvelopeSigner signer) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SingleObject<Delivery> DELIVERIES = SingleObject.of(Delivery.class);
    private static final int MAX_BODY = 8 * 1024 * 1024;
    private static final long TOLERANCE_SECONDS = 300;

    /** What is not believed; its message is the refusal code. 422 is for good, 401 for what may verify later. */
    private static final class NotGenuine extends Exception {
        final int status;

        NotGenuine(int status, String code) { super(code); this.status = status; }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 5) {
            System.err.println("usage: java -cp … Partner.java FOLDER EXCHANGE-KEYS.json PARTNER-ID PORT INBOX");
            System.exit(2);
        }
        AvroTrust.install();
        Path folder = Path.of(arguments[0]);
        Partner partner = new Partner(
                Path.of(arguments[1]), arguments[2], Files.createDirectories(Path.of(arguments[4])), signer(folder));
        SSLContext tls = tls(folder);
        HttpsServer server = HttpsServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[3])), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters strict = tls.getDefaultSSLParameters();
                strict.setNeedClientAuth(true);
                parameters.setSSLParameters(strict);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", partner::handle);
        server.start();
        System.out.println(server.getAddress().getPort());
        System.in.transferTo(java.io.OutputStream.nullOutputStream()); // until whoever started this ends
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY); // what is cut off does not verify
            try {
                answer(exchange, 200, receive(exchange.getRequestHeaders(), body));
            } catch (NotGenuine refusal) {
                answer(exchange, refusal.status, Map.of("refusal", refusal.getMessage()));
            } catch (RuntimeException fault) { // ours: the exchange tries again
                System.err.println("fault: " + fault);
                answer(exchange, 500, Map.of());
            }
        }
    }

    private Map<String, Object> receive(Headers headers, byte[] body) throws IOException, NotGenuine {
        List<VerificationKey> keys = keys();
        checkWebhook(headers, body, keys);
        SignedEnvelope envelope = DsseJson.read(JSON.readTree(body).path("envelope"));
        SignatureCheck check = new EnvelopeVerifier(
                keyId -> keys.stream().filter(key -> key.keyId().equals(keyId)).findFirst()).verify(envelope, Instant.now());
        if (check instanceof SignatureCheck.UnknownKey || check instanceof SignatureCheck.KeyNotValid) {
            throw new NotGenuine(401, "unknown-key");
        }
        if (!envelope.getPayloadType().equals(MediaTypes.DELIVERY) || !(check instanceof SignatureCheck.Valid)) {
            throw new NotGenuine(422, "bad-signature");
        }
        byte[] payload = Bytes.copy(envelope.getPayload());
        Delivery delivery = DELIVERIES.decode(payload);
        if (!delivery.getPartnerId().equals(partnerId)) {
            throw new NotGenuine(422, "not-addressed-to-us");
        }
        if (!delivery.getDeliveryId().equals(headers.getFirst("webhook-id"))) {
            throw new NotGenuine(422, "webhook-id-differs");
        }
        boolean repeated = !store(delivery.getDeliveryId() + ".json", body);
        System.out.println((repeated ? "again " : "received ") + delivery.getDeliveryId() + " case " + delivery.getCaseId());
        String id = delivery.getDeliveryId(), digest = Sha256.hex(payload);
        byte[] receipt = JSON.writeValueAsBytes(
                Map.of("deliveryId", id, "partnerId", partnerId, "digest", digest, "at", Instant.now().toString()));
        return Map.of(
                "deliveryId", id, "digest", digest, "repeated", repeated,
                "receipt", DsseJson.tree(signer.sign(MediaTypes.PARTNER_RECEIPT, receipt)));
    }

    private static EnvelopeSigner signer(Path folder) throws IOException {
        String file = Files.readString(folder.resolve("signing.pem"));
        String keyId = file.lines().filter(line -> line.startsWith("Key-Id: ")).findFirst().orElseThrow().substring(8).strip();
        return new EnvelopeSigner(SigningKey.fromPem(keyId, file.substring(file.indexOf("-----BEGIN"))));
    }

    /** Standard Webhooks, asymmetric: one of the signatures must be by a key of the exchange, and fresh. */
    private static void checkWebhook(Headers headers, byte[] body, List<VerificationKey> keys) throws NotGenuine {
        String timestamp = Objects.requireNonNullElse(headers.getFirst("webhook-timestamp"), "");
        if (!timestamp.matches("\\d{1,12}")
                || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) {
            throw new NotGenuine(401, "stale-webhook");
        }
        byte[] prefix = (headers.getFirst("webhook-id") + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = ByteBuffer.allocate(prefix.length + body.length).put(prefix).put(body).array();
        boolean good = Arrays.stream(Objects.requireNonNullElse(headers.getFirst("webhook-signature"), "").split(" "))
                .filter(one -> one.startsWith("v1a,"))
                .map(one -> Base64.getDecoder().decode(one.substring(4)))
                .anyMatch(signature -> keys.stream().anyMatch(key -> verifies(key, signed, signature)));
        if (!good) {
            throw new NotGenuine(401, "bad-webhook-signature");
        }
    }

    private static boolean verifies(VerificationKey key, byte[] signed, byte[] signature) {
        try {
            java.security.Signature verifier = java.security.Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Bytes.copy(key.entry().getPublicKey()))));
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException anotherAlgorithm) {
            return false;
        }
    }

    private List<VerificationKey> keys() throws IOException {
        List<VerificationKey> keys = new ArrayList<>();
        for (JsonNode jwk : JSON.readTree(Files.readAllBytes(keysFile)).path("keys")) {
            Optional<PublicKeyEntry> key = JsonWebKey.parse(JSON.convertValue(jwk, new TypeReference<Map<String, String>>() {}));
            key.filter(one -> VerificationKey.signsWith(one.getAlgorithm())).map(VerificationKey::of).ifPresent(keys::add);
        }
        return keys;
    }

    /** True where it is new. On the disk before it is answered: what is receipted is not sent again. */
    private boolean store(String name, byte[] body) throws IOException {
        if (Files.exists(inbox.resolve(name))) {
            return false;
        }
        Path part = inbox.resolve(name + ".part");
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(body));
            file.force(true);
        }
        Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> content) throws IOException {
        byte[] body = JSON.writeValueAsBytes(content);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static SSLContext tls(Path folder) throws Exception {
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        Certificate[] chain = certificates.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("certificate.pem")))).toArray(Certificate[]::new);
        String pem = Files.readString(folder.resolve("key.pem")).replaceAll("-----[^-]+-----|\\s", "");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("me", KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))), new char[0], chain);
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
