package org.harborlight.standalone.pki;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows one certificate to every server, whichever authorities that asks for. Thread-safe as what it wraps. */
final class InsistingKeyManager extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager own;
    private final String alias;

    InsistingKeyManager(X509ExtendedKeyManager own, String alias) {
        this.own = own;
        this.alias = alias;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias;
    }

    @Override
    public String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {alias};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return own.getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return own.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String name) {
        return own.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String name) {
        return own.getPrivateKey(alias);
    }
}
