// A lotusbox for tests in Node, and a receiver for its webhooks: small enough to paste.
import { spawn } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import readline from 'node:readline';

/**
 * A server of its own on a free port; `stop()` ends it. Within `lotusbox exec`, which sets
 * LOTUSBOX_URL, it is that one, whose coverage then counts.
 */
export async function startLotusbox(binary = 'lotusbox', ...args) {
  const url = process.env.LOTUSBOX_URL;
  if (url && args.length === 0) return { url, stop: async () => {} };
  const server = spawn(binary, ['serve', '--port', '0', '--quiet', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(readline.createInterface({ input: server.stdout }), 'line');
  const stop = async () => {
    server.kill();
    await once(server, 'exit');
  };
  return { url: JSON.parse(line).url, stop };
}

/** Takes webhooks on a free port and keeps their bodies, in order. */
export async function startReceiver() {
  const bodies = [];
  const server = http.createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    bodies.push(JSON.parse(text));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}/hook`, bodies, stop };
}

/** The event in a webhook: sixteen characters of IV, then base64, AES-128-CBC under your key. */
export function decrypt({ serialized_response: sealed }, key) {
  const decipher = createDecipheriv('aes-128-cbc', key, sealed.slice(0, 16));
  const plain = decipher.update(sealed.slice(16), 'base64', 'utf8') + decipher.final('utf8');
  return JSON.parse(plain);
}
