#!/usr/bin/env python3
"""Receives deliveries by push: partner.py FOLDER EXCHANGE-KEYS.json PARTNER-ID PORT INBOX

FOLDER holds certificate.pem, key.pem, trust.pem and signing.pem. Every delivery that is verified lies in INBOX, as it
came, before it is answered with a signed receipt. Prints its port, then a line for each delivery. Needs Python 3.11 and Debian's python3-cryptography.
"""

import base64
import hashlib
import http.server
import json
import os
import ssl
import sys
import time
from datetime import datetime, timezone

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

DELIVERY = "application/vnd.harborlight.delivery+avro"
RECEIPT = "application/vnd.harborlight.delivery-receipt+json"
MAX_BODY = 8 * 1024 * 1024
TOLERANCE_SECONDS = 300


class NotGenuine(Exception):
    """What is not believed: the refusal code, and the status. 422 is for good; 401 for what may verify later."""


def keys(file):
    """Ed25519 and P-256 keys of a JWK set by key id."""
    with open(file, encoding="utf-8") as opened:
        return {jwk["kid"]: key(jwk) for jwk in json.load(opened)["keys"] if jwk.get("crv") in ("Ed25519", "P-256")}


def key(jwk):
    if jwk["crv"] == "Ed25519":
        return Ed25519PublicKey.from_public_bytes(unbase64(jwk["x"]))
    x, y = (int.from_bytes(unbase64(jwk[coordinate]), "big") for coordinate in "xy")
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def unbase64(text):
    return base64.b64decode(text.replace("-", "+").replace("_", "/") + "==")


def verifies(key, signature, signed):
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, signed)
        else:  # r and s, 32 bytes each
            r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
            key.verify(utils.encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
        return True
    except InvalidSignature:
        return False


def check_webhook(headers, body, known):
    """Standard Webhooks, asymmetric: one of the signatures must be by a key of the exchange, and fresh."""
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        raise NotGenuine("stale-webhook", 401)
    signed = f"{headers.get('webhook-id', '')}.{timestamp}.".encode() + body
    signatures = [unbase64(one[4:]) for one in headers.get("webhook-signature", "").split() if one.startswith("v1a,")]
    webhook = [key for key in known.values() if isinstance(key, Ed25519PublicKey)]
    if not any(verifies(key, signature, signed) for key in webhook for signature in signatures):
        raise NotGenuine("bad-webhook-signature", 401)


def pae(kind, payload):
    """DSSE pre-authentication encoding."""
    return f"DSSEv1 {len(kind)} {kind} {len(payload)} ".encode() + payload


def signing_key(folder):
    """Key id and key of signing.pem."""
    with open(os.path.join(folder, "signing.pem"), encoding="ascii") as opened:
        text = opened.read()
    key_id = text.split("Key-Id:", 1)[1].splitlines()[0].strip()
    return key_id, load_pem_private_key(text[text.index("-----BEGIN") :].encode(), None)


def sign(key_id, key, kind, content):
    payload = json.dumps(content).encode()
    if isinstance(key, ec.EllipticCurvePrivateKey):
        r, s = utils.decode_dss_signature(key.sign(pae(kind, payload), ec.ECDSA(hashes.SHA256())))
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    else:
        signature = key.sign(pae(kind, payload))
    return {
        "payloadType": kind,
        "payload": base64.b64encode(payload).decode(),
        "signatures": [{"keyid": key_id, "sig": base64.b64encode(signature).decode()}],
    }


def payload_of(envelope, known):
    """The signed bytes; every signature must be by a known key."""
    payload, kind = unbase64(envelope["payload"]), envelope["payloadType"]
    signed = pae(kind, payload)
    signatures = [(known.get(one["keyid"]), unbase64(one["sig"])) for one in envelope["signatures"]]
    if any(key is None for key, _ in signatures):
        raise NotGenuine("unknown-key", 401)
    if kind != DELIVERY or not signatures or not all(verifies(key, signature, signed) for key, signature in signatures):
        raise NotGenuine("bad-signature", 422)
    return payload


class Desk(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):  # noqa: N802, the name is the library's
        length = self.headers.get("content-length", "")
        if not length.isdigit() or int(length) > MAX_BODY:
            self.close_connection = True
            return self.answer(413, {})
        body = self.rfile.read(int(length))
        try:
            return self.answer(200, self.receive(body))
        except NotGenuine as refusal:
            code, status = refusal.args
            return self.answer(status, {"refusal": code})
        except Exception as fault:  # ours: the exchange tries again
            print(f"fault: {fault!r}", file=sys.stderr)
            return self.answer(500, {})

    def receive(self, body):
        known = keys(self.server.keys_file)
        check_webhook(self.headers, body, known)
        content = json.loads(body)
        delivery, payload = content["delivery"], payload_of(content["envelope"], known)
        if delivery["partnerId"] != self.server.partner_id:
            raise NotGenuine("not-addressed-to-us", 422)
        if delivery["deliveryId"] != self.headers.get("webhook-id"):
            raise NotGenuine("webhook-id-differs", 422)
        repeated = not store(os.path.join(self.server.inbox, delivery["deliveryId"] + ".json"), body)
        print("again" if repeated else "received", delivery["deliveryId"], "case", delivery["caseId"], flush=True)
        echo = {"deliveryId": delivery["deliveryId"], "digest": hashlib.sha256(payload).hexdigest()}
        receipt = {**echo, "partnerId": self.server.partner_id, "at": datetime.now(timezone.utc).isoformat()}
        return {**echo, "repeated": repeated, "receipt": sign(*self.server.signing, RECEIPT, receipt)}

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def store(file, body):
    """True where it is new. On the disk before it is answered: what is receipted is not sent again."""
    if os.path.exists(file):
        return False
    with open(file + ".part", "wb") as part:
        part.write(body)
        part.flush()
        os.fsync(part.fileno())
    os.replace(file + ".part", file)
    return True


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__.splitlines()[0])
    folder, keys_file, partner_id, port, inbox = sys.argv[1:]
    os.makedirs(inbox, mode=0o700, exist_ok=True)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=os.path.join(folder, "trust.pem"))
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_cert_chain(os.path.join(folder, "certificate.pem"), os.path.join(folder, "key.pem"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Desk)
    server.keys_file, server.partner_id, server.inbox = keys_file, partner_id, inbox
    server.signing = signing_key(folder)
    server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
