// The fault `revives` of wrong_receiver.py in a receiver that is fast: the newest event wins, but
// right after mandate.cancelled, and only then, mandate.active makes the mandate active again.
//
//     node reviving_receiver.mjs PORT
import {createDecipheriv} from 'node:crypto';
import {createServer} from 'node:http';

const events = new Set();
const objects = new Map();
let last = '';

function take(body) {
  const sealed = JSON.parse(body).serialized_response;
  const decipher = createDecipheriv('aes-128-cbc', process.env.LOTUSPAY_WEBHOOK_KEY, sealed.slice(0, 16));
  const event = JSON.parse(decipher.update(sealed.slice(16), 'base64', 'utf8') + decipher.final('utf8'));
  if (events.has(event.id)) return;
  events.add(event.id);
  const {data} = event;
  const revived = event.type === 'mandate.active' && last === `mandate.cancelled ${data.id}`;
  last = `${event.type} ${data.id}`;
  const newer = event.created >= (objects.get(data.id)?.created ?? 0);
  if (newer || revived) objects.set(data.id, {created: event.created, status: data.status ?? null});
}

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (request.url === '/hook') take(body);
  if (request.url === '/reset') {
    events.clear();
    objects.clear();
    last = '';
  }
  const state = {events: events.size,
                 objects: Object.fromEntries([...objects].map(([id, one]) => [id, one.status]))};
  response.end(request.url === '/state' ? JSON.stringify(state) : '');
}).listen(Number(process.argv[2]), '127.0.0.1');
