// Receives deliveries by push: node partner.mjs FOLDER EXCHANGE-KEYS.json PARTNER-ID PORT INBOX
// FOLDER holds certificate.pem, key.pem, trust.pem and signing.pem. Every delivery that is verified lies in INBOX, as it
// came, before it is answered. Prints its port, then a line for each delivery; ends with its standard input or SIGTERM.
import crypto from 'node:crypto';
import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import {Participant, UnknownKey, keySet, sha256, verify} from './exchange.mjs';

const DELIVERY = 'application/vnd.harborlight.delivery+avro';
const RECEIPT = 'application/vnd.harborlight.delivery-receipt+json';
const MAX_BODY = 8 * 1024 * 1024;
const TOLERANCE_SECONDS = 300;

const [folder, keysFile, partnerId, port, inbox] = process.argv.slice(2);
if (!inbox) {
  console.error('usage: node partner.mjs FOLDER EXCHANGE-KEYS.json PARTNER-ID PORT INBOX');
  process.exit(2);
}
const me = new Participant(folder);
fs.mkdirSync(inbox, {recursive: true, mode: 0o700});

const server = https.createServer({...me.tls, requestCert: true, rejectUnauthorized: true}, (request, response) => {
  const chunks = [];
  let size = 0;
  request.on('data', chunk => {
    size += chunk.length;
    if (size > MAX_BODY) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => {
    try {
      answer(response, 200, receive(request.headers, Buffer.concat(chunks)));
    } catch (fault) {
      // 422 refuses for good; all else is tried again: a key that is not here yet, a clock that is wrong, a fault of ours.
      if (fault instanceof NotGenuine) answer(response, fault.status, {refusal: fault.message});
      else answer(response, 500, {});
      console.error(fault.message);
    }
  });
});
server.listen(Number(port), '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', stop).resume();
process.on('SIGTERM', stop);

class NotGenuine extends Error {
  constructor(code, status = 422) {
    super(code);
    this.status = status;
  }
}

function receive(headers, body) {
  // Read anew each time: the exchange's keys change, and the file is small.
  const keys = keySet(fs.readFileSync(keysFile));
  checkWebhook(headers, body, keys);
  const {envelope, delivery} = JSON.parse(body);
  let payload;
  try {
    payload = verify(envelope, DELIVERY, keys);
  } catch (fault) {
    throw fault instanceof UnknownKey ? new NotGenuine('unknown-key', 401) : new NotGenuine('bad-signature');
  }
  if (delivery.partnerId !== partnerId) throw new NotGenuine('not-addressed-to-us');
  if (delivery.deliveryId !== headers['webhook-id']) throw new NotGenuine('webhook-id-differs');
  const digest = sha256(payload);
  const repeated = !store(`${delivery.deliveryId}.json`, body);
  console.log(`${repeated ? 'again' : 'received'} ${delivery.deliveryId} case ${delivery.caseId} ${delivery.kind} because `
    + [...new Set(delivery.reasons.map(reason => reason.ruleId))].join(', '));
  const receipt = Buffer.from(JSON.stringify({deliveryId: delivery.deliveryId, partnerId, digest, at: new Date().toISOString()}));
  return {deliveryId: delivery.deliveryId, digest, repeated, receipt: me.sign(RECEIPT, receipt)};
}

// Standard Webhooks, asymmetric: one of the signatures must be by a key of the exchange, and fresh.
function checkWebhook(headers, body, keys) {
  const {'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signatures = ''} = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) throw new NotGenuine('stale-webhook', 401);
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const good = signatures.split(' ').filter(one => one.startsWith('v1a,')).some(one =>
    [...keys.values()].some(key => key.public.asymmetricKeyType === 'ed25519'
      && crypto.verify(null, signed, key.public, Buffer.from(one.slice(4), 'base64'))));
  if (!good) throw new NotGenuine('bad-webhook-signature', 401);
}

// True where it is new. On the disk before it is answered: what is receipted is not sent again.
function store(name, body) {
  const file = path.join(inbox, name);
  if (fs.existsSync(file)) return false;
  const handle = fs.openSync(`${file}.part`, 'w', 0o600);
  fs.writeSync(handle, body);
  fs.fsyncSync(handle);
  fs.closeSync(handle);
  fs.renameSync(`${file}.part`, file);
  return true;
}

function answer(response, status, json) {
  response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(json));
}

function stop() {
  server.close();
  server.closeAllConnections();
  me.close();
}
