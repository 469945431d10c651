// A Socket.IO server with its Redis adapter, as its manual sets one up: rooms, and nothing of ours (no tokens, no rights,
// no history). Behind the runner's protocol: a line of JSON in, a line of JSON out.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

const commands = {
  async serve({ redisPort }) {
    const publishing = new Redis(redisPort, '127.0.0.1');
    const subscribed = publishing.duplicate();
    await Promise.all([publishing.ping(), subscribed.ping()]);
    const http = createServer();
    const io = new Server(http, { adapter: createAdapter(publishing, subscribed) });
    io.on('connection', (socket) => {
      socket.on('subscribe_to_pitch', async (pitchId, answer) => {
        await socket.join(`pitch:${pitchId}`);
        answer({ ok: true });
      });
    });
    // A thousand clients come at once; Node's own backlog is 511.
    await new Promise((done) => http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, done));
    return { port: http.address().port };
  },

  async 'collect-garbage'() {
    globalThis.gc();
    return {};
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
