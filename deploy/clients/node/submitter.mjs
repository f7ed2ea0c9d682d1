// Submits one notice and follows it until a desk has it: node submitter.mjs FOLDER NOTICE.json
// With --prepare as third argument it only makes the notice, and prints the file that holds it, ready to be sent.
// FOLDER holds submitter.properties, certificate.pem, key.pem, trust.pem and signing.pem. NOTICE.json holds the fields of
// IncidentNotice, bytes as hex, and plain `sections` by kind. Keep the bytes of a notice and send the same again when no
// answer came: sealing anew makes other bytes, and that is a conflict. Here they are kept in FOLDER/outbox-node.
import avro from 'avsc';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {Participant, keySet, sha256, singleObject, verify} from './exchange.mjs';

const NOTICE = 'application/vnd.harborlight.incident-notice+avro';
const RECEIPT = 'application/vnd.harborlight.acceptance-receipt+json';
const SECTIONS = {
  REPORTED_PERSON: 'ReportedPersonSection',
  CHILD_VICTIM: 'ChildVictimSection',
  LOCATORS: 'LocatorsSection',
  EVIDENCE: 'EvidenceSection',
  NARRATIVE: 'NarrativeSection',
};

const [folder, noticeFile, prepareOnly] = process.argv.slice(2);
if (!noticeFile || ![undefined, '--prepare'].includes(prepareOnly)) {
  console.error('usage: node submitter.mjs FOLDER NOTICE.json [--prepare]');
  process.exit(2);
}
const settings = Object.fromEntries(
  fs.readFileSync(path.join(folder, 'submitter.properties'), 'utf8').split('\n')
    .filter(line => line.includes('=') && !line.startsWith('#'))
    .map(line => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim().replace(/\\(.)/g, '$1')]));
const gateway = settings['gateway.url'];
const submitterId = settings['submitter.id'];
const me = new Participant(folder);

try {
  const keys = keySet((await get('/v1/keys')).body);
  const notice = JSON.parse(fs.readFileSync(noticeFile, 'utf8'));
  notice.noticeId ??= crypto.randomUUID();
  const {payload, body} = kept(notice.noticeId) ?? keep(notice.noticeId, await prepare(notice, keys));
  if (prepareOnly) {
    console.log(outbox(notice.noticeId));
  } else {
    const receipt = await submit(body, payload, keys);
    console.log(`accepted ${receipt.noticeId} lane ${receipt.lane} receipt ${receipt.receiptId}`);
    console.log(await follow(receipt.noticeId));
  }
} finally {
  me.close();
}

async function get(at, headers) {
  const answer = await me.call('GET', gateway + at, undefined, headers);
  if (![200, 304, 404].includes(answer.status)) throw new Error(`${at}: ${answer.status} ${answer.body}`);
  return answer;
}

// The current schemas, as the exchange gives them, by record name.
async function types(names) {
  const index = JSON.parse((await get('/v1/schemas')).body);
  const found = {};
  for (const name of names) {
    const schema = JSON.parse((await get(`/v1/schemas/${index[name]}`)).body);
    found[name] = {fingerprint: index[name], type: avro.Type.forSchema(schema, {wrapUnions: false})};
  }
  return record => ({
    encode: value => singleObject(found[record].fingerprint, found[record].type.toBuffer(value)),
  });
}

// Seals the sections, encodes, signs. Each section has a key of its own; the keys travel sealed to the exchange.
async function prepare(plain, keys) {
  const {sections: open = {}, ...clear} = plain;
  const records = await types(['IncidentNotice', 'SectionKeySet', ...Object.keys(open).map(kind => SECTIONS[kind])]);
  const sectionKeys = [];
  const sections = Object.entries(open).map(([kind, section]) => {
    const key = crypto.randomBytes(32);
    const nonce = crypto.randomBytes(12);
    const bound = join('harborlight section', submitterId, plain.noticeId, kind);
    sectionKeys.push({kind, key});
    return {kind, nonce, ciphertext: aesGcm(key, nonce, bound, records(SECTIONS[kind]).encode(avroValue(section)))};
  });
  const payload = records('IncidentNotice').encode(avroValue({
    kind: 'NEW', createdAt: new Date().toISOString(), ...clear, submitterId, sections}));
  const body = me.sign(NOTICE, payload);
  if (sections.length > 0) {
    const recipient = [...keys.values()].find(key => key.purpose === 'sealing');
    const bound = join('harborlight section keys', submitterId, plain.noticeId, Buffer.from(sha256(payload), 'hex'));
    body.sectionKeys = {recipientKeyId: recipient.kid,
      ...hpkeSeal(recipient.x, 'harborlight section-keys v1', bound, records('SectionKeySet').encode({keys: sectionKeys}))};
  }
  return {payload, body: JSON.stringify(body)};
}

// JSON to Avro: digests and other bytes from hex, times to milliseconds.
function avroValue(value, name) {
  if (Array.isArray(value)) return value.map(item => avroValue(item, name));
  if (Buffer.isBuffer(value)) return value;
  if (value && typeof value === 'object') {
    if ('algorithm' in value) return {...value, value: Buffer.from(value.value, 'hex')};
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, avroValue(inner, key)]));
  }
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
  return time ? Date.parse(value) : value;
}

// Repeats the same bytes while nobody answers or the exchange asks to wait; then checks the signed receipt.
async function submit(body, payload, keys) {
  for (let attempt = 1; ; attempt++) {
    const answer = await me.call('POST', `${gateway}/v1/notices`, body, {'content-type': 'application/vnd.dsse+json'})
      .catch(fault => ({status: 0, fault, headers: {}}));
    if (answer.status === 202) {
      const receipt = JSON.parse(verify(JSON.parse(answer.body), RECEIPT, keys, 'receipt'));
      if (receipt.payloadSha256 !== sha256(payload)) throw new Error('the receipt is for something else');
      return receipt;
    }
    if ((answer.status !== 0 && ![429, 503].includes(answer.status)) || attempt === 8) {
      throw new Error(`not accepted: ${answer.status} ${answer.body ?? answer.fault}`);
    }
    await new Promise(resolve => setTimeout(resolve, 1000 * Number(answer.headers['retry-after'] ?? attempt)));
  }
}

// Waits for news until a desk has the case, or nobody may.
async function follow(noticeId) {
  for (let etag = '"none"'; ;) {
    const answer = await get(`/v1/notices/${noticeId}?wait=30`, {'if-none-match': etag});
    if (answer.status !== 200) continue;
    etag = answer.headers.etag;
    const status = JSON.parse(answer.body);
    const delivered = (status.deliveries ?? []).some(delivery => delivery.state === 'RECEIPTED');
    if (delivered || ['held', 'closed', 'test', 'not-processed'].includes(status.state)) return answer.body.toString();
  }
}

function outbox(noticeId) {
  return path.join(folder, 'outbox-node', `${noticeId}.json`);
}

function kept(noticeId) {
  const file = outbox(noticeId);
  if (!fs.existsSync(file)) return undefined;
  const body = fs.readFileSync(file, 'utf8');
  return {body, payload: Buffer.from(JSON.parse(body).payload, 'base64')};
}

function keep(noticeId, prepared) {
  fs.mkdirSync(path.dirname(outbox(noticeId)), {recursive: true, mode: 0o700});
  fs.writeFileSync(outbox(noticeId), prepared.body, {mode: 0o600});
  return prepared;
}

// Length-prefixed parts: what a ciphertext is bound to.
function join(...parts) {
  return Buffer.concat(parts.map(part => Buffer.from(part)).flatMap(part => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(part.length);
    return [length, part];
  }));
}

function aesGcm(key, nonce, bound, plain) {
  const cipher = crypto.createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

// RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, one message.
function hpkeSeal(recipientX, info, bound, plain) {
  const recipient = crypto.createPublicKey({key: {kty: 'OKP', crv: 'X25519', x: recipientX}, format: 'jwk'});
  const ephemeral = crypto.generateKeyPairSync('x25519');
  const encapsulated = Buffer.from(ephemeral.publicKey.export({format: 'jwk'}).x, 'base64url');
  const hmac = (key, ...data) => crypto.createHmac('sha256', key).update(Buffer.concat(data.map(d => Buffer.from(d)))).digest();
  const extract = (suite, salt, label, ikm) => hmac(salt.length ? salt : Buffer.alloc(32), 'HPKE-v1', suite, label, ikm);
  const expand = (suite, secret, label, context, length) =>
    hmac(secret, [0, length], 'HPKE-v1', suite, label, context, [1]).subarray(0, length);
  const kem = Buffer.from([...Buffer.from('KEM'), 0, 0x20]);
  const hpke = Buffer.from([...Buffer.from('HPKE'), 0, 0x20, 0, 1, 0, 2]);
  const shared = expand(kem,
    extract(kem, '', 'eae_prk', crypto.diffieHellman({privateKey: ephemeral.privateKey, publicKey: recipient})),
    'shared_secret', Buffer.concat([encapsulated, Buffer.from(recipientX, 'base64url')]), 32);
  const context = Buffer.concat([Buffer.from([0]), extract(hpke, '', 'psk_id_hash', ''), extract(hpke, '', 'info_hash', info)]);
  const secret = extract(hpke, shared, 'secret', '');
  const ciphertext = aesGcm(expand(hpke, secret, 'key', context, 32), expand(hpke, secret, 'base_nonce', context, 12), bound, plain);
  return {encapsulatedKey: encapsulated.toString('base64'), ciphertext: ciphertext.toString('base64')};
}
