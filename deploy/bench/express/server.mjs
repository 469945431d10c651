// Express, zod, jose, pg and BullMQ, as their manuals have them: the gateway's two busiest endpoints, with the same checks and the
// same effects. Behind the runner's protocol: a line of JSON in, a line of JSON out.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Queue } from 'bullmq';
import express from 'express';
import { Redis } from 'ioredis';
import { importSPKI, jwtVerify } from 'jose';
import pg from 'pg';
import { z } from 'zod';

// What Angelwire's queues have in their settings.
const JOB_OPTIONS = {
  payments: { attempts: 3, backoff: { type: 'exponential', delay: 5000 }, removeOnComplete: 200, removeOnFail: 10 },
  email: { attempts: 3, backoff: { type: 'exponential', delay: 2000 }, removeOnComplete: 100, removeOnFail: 50 },
  notifications: { attempts: 2, backoff: { type: 'fixed', delay: 5000 }, removeOnComplete: 50, removeOnFail: 20 },
};

const jobRequest = z.strictObject({
  name: z.enum(['investment_confirmation']),
  payload: z.strictObject({
    to: z.email().max(254),
    subject: z.string().min(1).max(200),
    template: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
    variables: z.record(z.string(), z.unknown()).optional(),
  }),
  options: z
    .strictObject({
      attempts: z.int().min(1).max(100).optional(),
      delay: z.int().min(0).optional(),
      backoff: z
        .strictObject({ type: z.enum(['fixed', 'exponential']), delay: z.int().min(0).max(86_400_000) })
        .optional(),
    })
    .optional(),
});

const investmentRequest = z.strictObject({
  pitchId: z.uuid(),
  amount: z.number().positive().max(1e13),
  currency: z.string().regex(/^[A-Z]{3}$/),
  paymentMethod: z.enum(['BANK_TRANSFER', 'CARD', 'CRYPTO']),
});

class Problem extends Error {
  constructor(status, title) {
    super(title);
    this.status = status;
  }
}

function application(publicKey, database, queues) {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '1mb' }));

  const allow = (role) => async (request, _response, next) => {
    const [, token] = /^Bearer (.+)$/.exec(request.get('authorization') ?? '') ?? [];
    if (!token) throw new Problem(401, 'Unauthorized');
    try {
      const { payload } = await jwtVerify(token, publicKey, {
        issuer: 'https://identity.angelwire.example',
        audience: 'angelwire',
        algorithms: ['RS256'],
      });
      request.user = payload;
    } catch {
      throw new Problem(401, 'Unauthorized');
    }
    if (!request.user.groups?.includes(role)) throw new Problem(403, 'Forbidden');
    next();
  };

  const valid = (schema) => (request, _response, next) => {
    const parsed = schema.safeParse(request.body);
    if (!parsed.success) throw new Problem(400, 'Bad request');
    request.valid = parsed.data;
    next();
  };

  app.post('/api/queues/:queue/jobs', allow('service'), valid(jobRequest), async (request, response) => {
    const queue = queues[request.params.queue];
    if (!queue) throw new Problem(404, 'Queue not found');
    const { name, payload, options } = request.valid;
    const job = await queue.add(name, payload, options);
    response
      .status(202)
      .location(`/api/queues/${queue.name}/jobs/${job.id}`)
      .json({ id: job.id, queue: queue.name, name });
  });

  app.post('/api/investments', allow('investor'), valid(investmentRequest), async (request, response) => {
    const { investment, pitch, investor } = await inTransaction(database, (client) =>
      store(client, request.user.sub, request.valid),
    );
    await follow(queues, investment, pitch, investor);
    response.status(201).location(`/api/investments/${investment.id}`).json(investment);
  });

  app.use((error, _request, response, _next) => {
    if (!error.status) console.error(error);
    const status = error.status ?? 500;
    response
      .status(status)
      .type('application/problem+json')
      .json({ status, title: status === 500 ? 'Internal error' : error.message });
  });
  return app;
}

async function inTransaction(database, work) {
  const client = await database.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** The reads and the checks that the gateway has, and the row. Named statements are prepared once a connection. */
async function store(client, investorId, { pitchId, amount, currency, paymentMethod }) {
  const {
    rows: [pitch],
  } = await client.query({
    name: 'pitch',
    text: `select p.id, p.title, p.status, p.currency, s.name as startup, s.founder_id
             from pitches p join startups s on s.id = p.startup_id where p.id = $1`,
    values: [pitchId],
  });
  if (!pitch || (pitch.status === 'DRAFT' && pitch.founder_id !== investorId)) throw new Problem(404, 'Pitch not found');
  if (pitch.founder_id === investorId) throw new Problem(422, 'Own startup');
  const {
    rows: [open],
  } = await client.query({
    name: 'open',
    text: 'select status from pitches where id = $1 for share',
    values: [pitchId],
  });
  if (open.status !== 'PUBLISHED') throw new Problem(409, 'Pitch closed');
  if (pitch.currency !== currency) throw new Problem(422, 'Currency differs');
  const {
    rows: [investor],
  } = await client.query({ name: 'investor', text: 'select id, name, email from users where id = $1', values: [investorId] });
  if (!investor) throw new Problem(422, 'Investor unknown');
  const now = new Date();
  const investment = {
    id: randomUUID(),
    pitchId,
    investorId,
    amount,
    currency,
    paymentMethod,
    status: 'PENDING',
    createdAt: now,
    updatedAt: now,
  };
  await client.query({
    name: 'invest',
    text: `insert into investments
             (id, pitch_id, investor_id, amount_minor, currency, payment_method, status, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, 'PENDING', $7, $7)`,
    values: [investment.id, pitchId, investorId, Math.round(amount * 100), currency, paymentMethod, now],
  });
  return { investment, pitch, investor };
}

const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'EUR' });

/** After the commit; what is not added when the process ends here is lost, as with any queue beside a database. */
async function follow(queues, investment, pitch, investor) {
  const { id, pitchId, amount, currency, paymentMethod } = investment;
  const data = { investmentId: id, pitchId };
  await Promise.all([
    queues.payments.add('process_payment', { investmentId: id, amount, currency, paymentMethod }),
    queues.email.add(
      'investment_confirmation',
      {
        to: investor.email,
        subject: `We received your investment in ${pitch.startup}`,
        template: 'investment-confirmation',
        variables: {
          investmentId: id,
          investorName: investor.name,
          startupName: pitch.startup,
          pitchTitle: pitch.title,
          amount: money.format(amount),
        },
      },
      { delay: 5000 },
    ),
    queues.notifications.addBulk([
      {
        name: 'investment_notification',
        data: {
          userId: pitch.founder_id,
          type: 'INVESTMENT_UPDATE',
          title: 'New Investment Received',
          content: 'Congratulations! You have received a new investment.',
          data,
          channels: ['DATABASE', 'EMAIL'],
        },
      },
      {
        name: 'investment_notifications',
        data: {
          userId: investor.id,
          type: 'INVESTMENT_UPDATE',
          title: 'Investment Created',
          content: `Your investment of ${money.format(amount)} has been created.`,
          data,
          channels: ['DATABASE'],
        },
      },
    ]),
  ]);
}

const commands = {
  async serve({ redisPort, database, user, password, publicKey }) {
    const connection = new Redis(redisPort, '127.0.0.1', { maxRetriesPerRequest: null });
    const queues = Object.fromEntries(
      Object.entries(JOB_OPTIONS).map(([name, defaultJobOptions]) => [
        name,
        new Queue(name, { connection, defaultJobOptions }),
      ]),
    );
    await Promise.all(Object.values(queues).map((queue) => queue.waitUntilReady()));
    const { hostname: host, port, pathname } = new URL(database);
    // As many connections as the gateway may have.
    const pool = new pg.Pool({ host, port: Number(port), database: pathname.slice(1), user, password, max: 16 });
    await pool.query('select 1');
    const app = application(await importSPKI(await readFile(publicKey, 'utf8'), 'RS256'), pool, queues);
    const http = await new Promise((done, failed) => {
      const server = app.listen(0, '127.0.0.1', (error) => (error ? failed(error) : done(server)));
    });
    return { port: http.address().port };
  },
};

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
