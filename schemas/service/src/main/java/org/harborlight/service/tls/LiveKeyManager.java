package org.harborlight.service.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the newest certificate to every new connection. An alias names one generation, and the one before stays, so that a
 * handshake that runs while the certificate changes ends with the key it began with. Thread-safe.
 */
final class LiveKeyManager extends X509ExtendedKeyManager {
    private record Generation(X509ExtendedKeyManager keys, String alias) {}

    private record Two(Generation now, Generation before) {
        @Nullable
        X509ExtendedKeyManager of(String alias) {
            if (now.alias().equals(alias)) {
                return now.keys();
            }
            return before.alias().equals(alias) ? before.keys() : null;
        }
    }

    private volatile Two generations;
    private int made;

    LiveKeyManager(TlsMaterial material) {
        Generation first = generation(material, 0);
        this.generations = new Two(first, first);
    }

    synchronized void use(TlsMaterial material) {
        made++;
        generations = new Two(generation(material, made), generations.now());
    }

    private static Generation generation(TlsMaterial material, int number) {
        String alias = "generation" + number;
        return new Generation(JdkManagers.keys(alias, material), alias);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return generations.now().keys().chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return generations.now().keys().chooseEngineClientAlias(keyTypes, issuers, engine);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return generations.now().keys().chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return generations.now().keys().chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return generations.now().keys().getServerAliases(keyType, issuers);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return generations.now().keys().getClientAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        X509ExtendedKeyManager keys = generations.of(alias);
        return keys == null ? null : keys.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        X509ExtendedKeyManager keys = generations.of(alias);
        return keys == null ? null : keys.getPrivateKey(alias);
    }
}
