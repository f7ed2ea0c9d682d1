// What both clients share: the folder of a participant, HTTPS with its certificate, DSSE, single-object encoding.
import crypto from 'node:crypto';
import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';

export class Participant {
  constructor(folder) {
    const file = name => fs.readFileSync(path.join(folder, name));
    this.tls = {cert: file('certificate.pem'), key: file('key.pem'), ca: file('trust.pem')};
    const signing = file('signing.pem').toString();
    this.keyId = /Key-Id: *(.+)/.exec(signing)[1].trim();
    this.signingKey = crypto.createPrivateKey(signing.slice(signing.indexOf('-----BEGIN')));
    this.agent = new https.Agent({...this.tls, keepAlive: true, maxSockets: 4});
  }

  // Resolves to {status, headers, body}; never follows a redirect.
  call(method, url, body, headers = {}) {
    return new Promise((resolve, reject) => {
      const request = https.request(url, {method, agent: this.agent, headers, timeout: 90_000}, response => {
        const chunks = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () =>
          resolve({status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks)}));
        response.on('error', reject);
      });
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
      request.end(body);
    });
  }

  sign(payloadType, payload) {
    return {
      payloadType,
      payload: payload.toString('base64'),
      signatures: [
        {keyid: this.keyId, sig: crypto.sign(...scheme(this.signingKey, pae(payloadType, payload))).toString('base64')},
      ],
    };
  }

  close() {
    this.agent.destroy();
  }
}

// DSSE pre-authentication encoding.
export const pae = (type, payload) =>
  Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);

// What cannot be told with the keys that are here: not believed, and not refused for good.
export class UnknownKey extends Error {}

// Ed25519, or ECDSA with P-256 and SHA-256, whose signature is r and s, 32 bytes each.
const scheme = (key, bytes) =>
  key.asymmetricKeyType === 'ec' ? ['sha256', bytes, {key, dsaEncoding: 'ieee-p1363'}] : [null, bytes, key];

// Public keys of a JWK set by key id; `purpose` says what each is for. Keys of an algorithm that Node has not are left out.
export function keySet(json) {
  const keys = new Map();
  for (const jwk of JSON.parse(json).keys) {
    try {
      keys.set(jwk.kid, {...jwk, public: crypto.createPublicKey({key: jwk, format: 'jwk'})});
    } catch (unsupported) {
      console.error(`key ${jwk.kid} is of an algorithm that Node ${process.version} does not know`);
    }
  }
  return keys;
}

// The payload of an envelope; throws unless every signature is by a known key of that purpose.
export function verify(envelope, payloadType, keys, purpose) {
  const payload = Buffer.from(envelope.payload, 'base64');
  if (envelope.payloadType !== payloadType || envelope.signatures.length === 0) throw new Error('not such an envelope');
  for (const {keyid, sig} of envelope.signatures) {
    const key = keys.get(keyid);
    if (!key || (purpose && key.purpose && key.purpose !== purpose)) throw new UnknownKey(`unknown key ${keyid}`);
    if (!crypto.verify(...scheme(key.public, pae(payloadType, payload)), Buffer.from(sig, 'base64'))) {
      throw new Error(`bad signature by ${keyid}`);
    }
  }
  return payload;
}

// Avro single-object encoding: C3 01, fingerprint, data.
export const singleObject = (fingerprint, data) =>
  Buffer.concat([Buffer.from([0xc3, 0x01]), Buffer.from(fingerprint, 'hex').reverse(), data]);

export const sha256 = bytes => crypto.createHash('sha256').update(bytes).digest('hex');
