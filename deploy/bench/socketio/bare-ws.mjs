// What Node's sockets can do at best: no protocol, no rooms but a set of sockets for each channel, each message of Redis to
// each of them. Behind the runner's protocol: a line of JSON in, a line of JSON out.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';

const rooms = new Map();

const commands = {
  async serve({ redisPort }) {
    const subscribed = new Redis(redisPort, '127.0.0.1');
    await subscribed.ping();
    subscribed.on('messageBuffer', (channel, frame) => {
      for (const socket of rooms.get(channel.toString()) ?? []) {
        socket.send(frame, { binary: false });
      }
    });
    const http = createServer();
    new WebSocketServer({ server: http, path: '/ws' }).on('connection', (socket) => {
      let joined;
      socket.on('message', async (text) => {
        const { data, id } = JSON.parse(text);
        joined = `pitch:${data}`;
        if (!rooms.has(joined)) {
          rooms.set(joined, new Set());
          await subscribed.subscribe(joined);
        }
        rooms.get(joined).add(socket);
        socket.send(`{"type":"ack","id":${id},"ok":true}`);
      });
      socket.on('close', () => rooms.get(joined)?.delete(socket));
      // It has closed, which is what counts.
      socket.on('error', () => {});
      socket.send('{"type":"ready"}');
    });
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
