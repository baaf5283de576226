// A lotusbox for tests in Node: a server on a free port, worlds on it, and receivers.
import { spawn } from 'node:child_process';
import { createDecipheriv, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import readline from 'node:readline';
import { explain, findProgram } from './program.mjs';

const EXAMPLE_KEY = 'sk_test_lotusbox';

export class Refused extends Error {
  constructor(what, answer, body) {
    super(`${what}: ${answer.status} ${JSON.stringify(body)}`);
    this.name = 'Refused';
    this.status = answer.status;
    this.rule = answer.headers.get('lotusbox-rule');
    this.requestId = answer.headers.get('lotusbox-request-id');
    this.body = body;
  }
}

export function decrypt({ serialized_response: sealed }, key) {
  const decipher = createDecipheriv('aes-128-cbc', key, sealed.slice(0, 16));
  const plain = decipher.update(sealed.slice(16), 'base64', 'utf8') + decipher.final('utf8');
  return JSON.parse(plain);
}

export class Receiver {
  #server;
  #key;

  static async open() {
    const receiver = new Receiver();
    receiver.bodies = [];
    receiver.#server = http.createServer(async (request, response) => {
      let text = '';
      for await (const piece of request) text += piece;
      receiver.bodies.push(JSON.parse(text));
      response.end();
    });
    receiver.#server.unref();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    receiver.url = `http://127.0.0.1:${receiver.#server.address().port}/hook`;
    return receiver;
  }

  useKey(key) {
    this.#key = key;
  }

  events() {
    return this.bodies.map((body) =>
      body.serialized_response ? decrypt(body, this.#key) : body,
    );
  }

  stop() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

export class World {
  constructor(url, key, webhookKey) {
    this.url = url;
    this.key = key;
    this.webhookKey = webhookKey;
    this.receivers = [];
  }

  async call(method, path, body) {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${this.key}:`).toString('base64')}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    let told = text;
    try {
      told = JSON.parse(text);
    } catch {
      // An answer that is no JSON, such as a page, is given back as a text.
    }
    if (!answer.ok) throw new Refused(`${method} ${path}`, answer, told);
    return told;
  }

  advance(by) {
    return this.call('POST', '/_mock/clock/advance', { by });
  }

  async receive() {
    const receiver = await Receiver.open();
    this.receivers.push(receiver);
    const { key } = await this.call('PUT', '/_mock/webhook', { url: receiver.url });
    this.webhookKey = key;
    receiver.useKey(key);
    return receiver;
  }
}

/** `{ dropIdle: 60, demo: true, apiKey: ['a', 'b'] }` as options of the command line. */
function argumentsOf(options) {
  return Object.entries(options).flatMap(([name, value]) => {
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === undefined || value === false) return [];
    if (value === true) return [option];
    return [value].flat().flatMap((one) => [option, String(one)]);
  });
}

/** The server of LOTUSBOX_URL, which may be written without `http://`, as for the commands. */
async function runningAt(place) {
  const url = (place.includes('://') ? place : `http://${place}`).replace(/\/+$/, '');
  const answer = await fetch(`${url}/_mock/ready`).catch(() => undefined);
  if (!answer?.ok) throw new Error(`no lotusbox answers at ${url}, which LOTUSBOX_URL names`);
  return url;
}

export class Lotusbox extends World {
  #server;
  #worlds = [];

  static async start({ binary = findProgram(), ...options } = {}) {
    const words = argumentsOf(options);
    const { LOTUSBOX_URL, LOTUSPAY_API_KEY, LOTUSPAY_WEBHOOK_KEY } = process.env;
    if (LOTUSBOX_URL && words.length === 0) {
      const url = await runningAt(LOTUSBOX_URL);
      return new Lotusbox(url, LOTUSPAY_API_KEY || EXAMPLE_KEY, LOTUSPAY_WEBHOOK_KEY || undefined);
    }
    const server = spawn(binary, ['serve', '--port', '0', '--quiet', '--json', ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const failed = once(server, 'error').then(([error]) => {
      throw new Error(explain(error, binary));
    });
    const ended = once(server, 'exit').then(([code]) => {
      throw new Error(`lotusbox serve ended with ${code}; it said why on stderr`);
    });
    const first = once(readline.createInterface({ input: server.stdout }), 'line');
    const [line] = await Promise.race([first, failed, ended]);
    failed.catch(() => {});
    ended.catch(() => {});
    const { url, webhook_key: webhookKey } = JSON.parse(line);
    const box = new Lotusbox(url, [options.apiKey ?? EXAMPLE_KEY].flat()[0], webhookKey);
    box.#server = server;
    // A test that fails before `stop` is not to hang: this process may end, and ends the server.
    server.unref();
    server.stdout.unref();
    process.once('exit', () => server.kill());
    return box;
  }

  world(key = `sk_test_${randomUUID().replaceAll('-', '')}`) {
    const world = new World(this.url, key, this.webhookKey);
    this.#worlds.push(world);
    return world;
  }

  async stop() {
    for (const world of [this, ...this.#worlds]) {
      for (const receiver of world.receivers) receiver.stop();
    }
    if (!this.#server || this.#server.exitCode !== null || this.#server.signalCode !== null) return;
    this.#server.ref();
    const exited = once(this.#server, 'exit');
    this.#server.kill();
    await exited;
  }
}
