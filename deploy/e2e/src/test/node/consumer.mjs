// Reads topics from their beginning with clients off the shelf, and prints every record as one line of JSON, with bytes
// in base64. Nothing in here knows Harborlight: the schemas come from the registry. What it does meanwhile, it says on
// standard error.
//
//   node consumer.mjs <broker> <registry> <topic>=<how many records>...
import { AvroDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { Kafka, logLevel } from 'kafkajs';

const [broker, registry, ...wanted] = process.argv.slice(2);
const missing = new Map(wanted.map((one) => one.split('=')).map(([topic, count]) => [topic, Number(count)]));

const schemas = new SchemaRegistryClient({ baseURLs: [registry], createAxiosDefaults: { timeout: 10_000 } });
const deserializer = new AvroDeserializer(schemas, SerdeType.VALUE, {});
const logCreator = () => ({ label, log }) => console.error(log.timestamp, label, log.message);
const kafka = new Kafka({ clientId: 'stock-consumer', brokers: [broker], logLevel: logLevel.INFO, logCreator });
const consumer = kafka.consumer({ groupId: 'stock-consumer', readUncommitted: false });

const text = (key, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : value);

const done = new Promise((resolve, reject) => {
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  const read = async ({ topic, partition, message }) => {
    console.error(new Date().toISOString(), 'read', topic, partition, message.offset);
    const value = await deserializer.deserialize(topic, message.value);
    const record = { topic, partition, offset: Number(message.offset), key: message.key.toString(), value };
    console.log(JSON.stringify(record, text));
    missing.set(topic, missing.get(topic) - 1);
    if ([...missing.values()].every((count) => count <= 0)) {
      resolve();
    }
  };
  consumer
    .connect()
    .then(() => consumer.subscribe({ topics: [...missing.keys()], fromBeginning: true }))
    .then(() => consumer.run({ eachMessage: (record) => read(record).catch(reject) }))
    .catch(reject);
});

try {
  await done;
} finally {
  await consumer.disconnect();
}
