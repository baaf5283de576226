// A receiver of LotusPay's webhooks that does it right. Node 18 or newer, no packages.
//
//     LOTUSPAY_WEBHOOK_KEY=whk_0123456789ab node receiver.mjs 9000
//
// POST /hook takes deliveries; GET /state and POST /reset are for `lotusbox examine`. The two maps
// are tables of your data base in real life.
import {createDecipheriv} from 'node:crypto';
import {createServer} from 'node:http';

const env = process.env;
const keys = [env.LOTUSPAY_WEBHOOK_KEY, env.LOTUSPAY_WEBHOOK_NEXT_KEY].filter(Boolean);
const paths = {mandate: 'mandates', source: 'sources', customer: 'customers',
               ach_debit: 'ach_debits', settlement: 'settlements'};
const events = new Map();   // by id: the primary key is what makes a repeat harmless
const objects = new Map();  // what we know of mandates, sources, debits
let work = Promise.resolve();

/** The event in a delivery; null when LotusPay cannot have sent it. */
function decrypt(body) {
  let sealed;
  try {
    sealed = JSON.parse(body)?.serialized_response;
  } catch {
    return null;
  }
  if (typeof sealed !== 'string' || sealed.length <= 16) return null;
  for (const key of keys) {
    try {
      const decipher = createDecipheriv('aes-128-cbc', key, sealed.slice(0, 16));
      const bytes = Buffer.concat([decipher.update(sealed.slice(16), 'base64'), decipher.final()]);
      const event = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
      if (event?.id && typeof event.data === 'object' && event.data) return event;
    } catch {
      // perhaps under the other key
    }
  }
  return null;
}

/** The slow work, after the answer. An event tells what was; the API tells what is. */
async function follow(event) {
  let {data} = event;
  let newness = [event.created, event.id];  // without the API the newest event wins
  if (env.LOTUSPAY_BASE_URL && paths[data.object]) {
    const answer = await fetch(`${env.LOTUSPAY_BASE_URL}/v1/${paths[data.object]}/${data.id}`, {
      headers: {authorization: `Basic ${btoa(`${env.LOTUSPAY_API_KEY}:`)}`},
    });
    if (!answer.ok) throw new Error(`the API answers ${answer.status}`);
    data = await answer.json();
    newness = [0, ''];
  }
  const kept = objects.get(data.id);
  const older = kept && (newness[0] < kept.newness[0] ||
                         (newness[0] === kept.newness[0] && newness[1] < kept.newness[1]));
  if (!older) objects.set(data.id, {newness, status: data.status ?? null});
}

function take(body) {
  const event = decrypt(body);
  if (!event) return 400;
  if (!events.has(event.id)) {
    events.set(event.id, event);
    work = work.then(() => follow(event)).catch(console.error);  // real code tries again later
  }
  return 200;  // also to a repeat, or it comes again and again
}

async function answer(method, path, body) {
  if (path === '/hook') return [method === 'POST' ? take(body) : 405];
  if (method === 'POST' && path === '/reset') {
    await work;
    events.clear();
    objects.clear();
    return [204];
  }
  if (method !== 'GET' || path !== '/state') return [404];
  await work;
  return [200, {events: events.size,
                objects: Object.fromEntries([...objects].map(([id, one]) => [id, one.status]))}];
}

createServer(async (request, response) => {
  const chunks = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return;  // it went away before it had said all
  }
  const [status, value] = await answer(request.method, request.url, Buffer.concat(chunks).toString());
  response.writeHead(status).end(value === undefined ? '' : JSON.stringify(value));
}).listen(Number(process.argv[2]), '127.0.0.1');
