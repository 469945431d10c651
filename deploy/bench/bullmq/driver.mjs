// BullMQ behind the protocol of io.angelwire.bench.driver: a line of JSON in, a line of JSON out. Everything is at
// BullMQ's own defaults, except for what a measure names and the job options that Angelwire's queues have as well.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

const JOB_OPTIONS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 2000 },
  removeOnComplete: 100,
  removeOnFail: 50,
};

let redis;
let payload;
let worker;
let completed = 0;
let onCompleted = () => {};
let starts = [];
const queues = new Map();

// CLOCK_MONOTONIC, as Java's System.nanoTime reads it: the stamps of all processes can be compared.
const now = () => Number(process.hrtime.bigint());

const commands = {
  async hello(request) {
    payload = JSON.parse(request.payload);
    redis = new Redis(request.port, '127.0.0.1', { maxRetriesPerRequest: null });
    await redis.ping();
    return {};
  },

  async 'enqueue-one-by-one'({ queue, jobs }) {
    const target = await queueNamed(queue);
    const began = now();
    for (let i = 0; i < jobs; i++) {
      await target.add('work', payload);
    }
    return { nanos: now() - began };
  },

  async 'enqueue-in-bulk'({ queue, jobs, batch, keepAll }) {
    const target = await queueNamed(queue);
    const opts = keepAll ? { removeOnComplete: false } : undefined;
    const began = now();
    for (let from = 0; from < jobs; from += batch) {
      const size = Math.min(batch, jobs - from);
      await target.addBulk(Array.from({ length: size }, () => ({ name: 'work', data: payload, opts })));
    }
    return { nanos: now() - began };
  },

  async 'enqueue-at-rate'({ queue, jobs, perSecond }) {
    const target = await queueNamed(queue);
    const adding = [];
    const began = now();
    for (let i = 0; i < jobs; i++) {
      const wait = began + (i * 1e9) / perSecond - now();
      if (wait > 0) {
        await sleep(wait / 1e6);
      }
      const at = now();
      adding.push(target.add('work', payload).then((job) => [job.id, at]));
    }
    return { jobs: await Promise.all(adding) };
  },

  async 'enqueue-delayed'({ queue, delays }) {
    const target = await queueNamed(queue);
    const jobs = [];
    for (const delay of delays) {
      const at = now();
      const job = await target.add('work', payload, { delay });
      jobs.push([job.id, at + delay * 1e6]);
    }
    return { jobs };
  },

  async process({ queue, jobs, concurrency }) {
    await openWorker({ queue, concurrency, handler: 'no-op' });
    const began = now();
    const all = new Promise((done) => {
      onCompleted = () => completed >= jobs && done();
    });
    run();
    await all;
    const nanos = now() - began;
    await worker.close();
    return { nanos };
  },

  async 'start-worker'(request) {
    await openWorker(request);
    run();
    return {};
  },

  async starts({ atLeast, patienceMillis }) {
    const end = now() + patienceMillis * 1e6;
    while (starts.length < atLeast && now() < end) {
      await sleep(5);
    }
    return { jobs: starts };
  },

  async 'stop-worker'() {
    await worker.close();
    return {};
  },
};

const handlers = {
  'no-op': async () => {},
  record: async (job) => {
    starts.push([job.id, now()]);
  },
  hang: async (job) => {
    starts.push([job.id, now()]);
    await new Promise(() => {});
  },
};

async function queueNamed(name) {
  if (!queues.has(name)) {
    queues.set(name, new Queue(name, { connection: redis, defaultJobOptions: JOB_OPTIONS }));
  }
  await queues.get(name).waitUntilReady();
  return queues.get(name);
}

async function openWorker({ queue, concurrency, handler, limit, windowMillis }) {
  starts = [];
  completed = 0;
  onCompleted = () => {};
  worker = new Worker(queue, handlers[handler], {
    connection: redis,
    concurrency,
    autorun: false,
    ...(limit > 0 && { limiter: { max: limit, duration: windowMillis } }),
  });
  worker.on('error', (error) => console.error('bullmq:', error));
  worker.on('completed', () => {
    completed++;
    onCompleted();
  });
  await worker.waitUntilReady();
}

function run() {
  worker.run().catch((error) => console.error('bullmq:', error));
}

// The runner has gone when its end of the pipe closes.
const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit(0));
for await (const line of lines) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = await commands[request.command](request);
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
