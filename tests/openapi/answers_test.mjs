// Holds every answer of every scenario against the OpenAPI document of the program, and lints the
// document. The scenarios run over HTTP through a proxy that checks what passes: an answer must
// have the shape that the document gives its operation, and a body that was accepted the shape that
// it gives requests. An operation that no scenario calls fails too.
//
// usage: node answers_test.mjs BINARY SCENARIOS
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import zlib from 'node:zlib';

const [binary, scenarios] = process.argv.slice(2);
const here = path.dirname(new URL(import.meta.url).pathname);
const require = createRequire(import.meta.url);
let Ajv, addFormats;
try {
  Ajv = require('ajv/dist/2020.js').default;
  addFormats = require('ajv-formats').default;
} catch {
  console.log('the packages of tests/openapi are not installed: ./dev test does that');
  process.exit(77); // skipped, for meson
}

// Only pages and files, or what the runner has no verb for; each is tried by other tests.
const notInScenarios = new Set(['get /_mock/health', 'get /_mock/metrics', 'get /_mock/ready', 'get /_mock/version',
  'get /_mock/stream']);

const server = spawn(binary, ['serve', '--port', '0', '--quiet'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const folder = mkdtempSync(path.join(os.tmpdir(), 'lotusbox-openapi-'));
process.on('exit', () => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});
const ready = JSON.parse(await new Promise((found) => {
  readline.createInterface({ input: server.stdout }).once('line', found);
}));
const target = new URL(ready.url);
const document = await (await fetch(`${ready.url}/_mock/openapi.json`)).json();

// A case is one operation with one status, however often it is checked.
let checks = 0;
const cases = new Set();
const failures = new Set();
function report(good, what, detail) {
  checks += 1;
  cases.add(what);
  if (good || failures.has(what)) return;
  failures.add(what);
  console.log(`FAILED ${what}\n  ${detail}`);
}

// 1. The linter.
const file = path.join(folder, 'openapi.json');
writeFileSync(file, JSON.stringify(document));
const lint = spawnSync(
  process.execPath,
  [require.resolve('@stoplight/spectral-cli/dist/index.js'), 'lint', file, '--ruleset',
    path.join(here, 'ruleset.yaml'), '--fail-severity', 'warn', '--quiet'],
  { encoding: 'utf8' });
report(lint.status === 0, 'the linter', lint.stdout + lint.stderr);

// 2. The answers.
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(document, 'api');
const pointer = (...parts) =>
  'api#/' + parts.map((part) => encodeURIComponent(
    String(part).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

const operations = [];
for (const [template, methods] of Object.entries(document.paths)) {
  for (const method of Object.keys(methods)) {
    const pieces = template.split('/').filter(Boolean);
    operations.push({ method, template, pieces, open: pieces.filter((p) => p.startsWith('{')).length });
  }
}
operations.sort((left, right) => left.open - right.open);
function findOperation(method, url) {
  const pieces = url.split('?')[0].split('/').filter(Boolean);
  return operations.find((operation) =>
    operation.method === method && operation.pieces.length === pieces.length &&
    operation.pieces.every((piece, i) => piece.startsWith('{') || piece === pieces[i]));
}

const called = new Set();
function check(where, validate, text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return report(false, where, `not JSON: ${text.slice(0, 200)}`);
  }
  const good = validate(value);
  const wrong = (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message}`);
  report(good, where, `${wrong.slice(0, 5).join('; ')}\n  ${text.slice(0, 400)}`);
}
function schemaAt(...parts) {
  let node = document;
  for (const part of parts) node = node?.[part];
  return node && ajv.getSchema(pointer(...parts));
}

function judge(request, body, response, text) {
  const method = request.method.toLowerCase();
  const operation = findOperation(method, request.url);
  const type = (response.headers['content-type'] ?? '').split(';')[0];
  const status = response.statusCode;
  const where = `${method} ${operation?.template ?? request.url} ${status}`;
  if (['head', 'options'].includes(method)) return;
  if (response.headers['lotusbox-fault']) return;  // wrong on purpose
  if (!operation) {
    if (text !== '') check(where, ajv.getSchema('api#/components/schemas/Error'), text);
    return;
  }
  called.add(`${method} ${operation.template}`);
  const base = ['paths', operation.template, method];
  const answers = document.paths[operation.template][method].responses;
  const expected = answers[status] ? String(status) : 'default';
  report(expected !== 'default' || status >= 400, where, 'a status that is not in the document');
  if (text === '') return;
  const media = answers[expected].content[type];
  report(media !== undefined, where, `an answer of type ${type} that is not in the document`);
  if (type === 'application/json' && media) {
    check(where, schemaAt(...base, 'responses', expected, 'content', type, 'schema'), text);
  }
  const sent = (request.headers['content-type'] ?? '').split(';')[0];
  const wanted = schemaAt(...base, 'requestBody', 'content', 'application/json', 'schema');
  if (status < 400 && sent === 'application/json' && wanted && body !== '') {
    check(`${where}, the body sent`, wanted, body);
  }
}

const proxy = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const onward = http.request(
      { host: target.hostname, port: target.port, method: request.method, path: request.url,
        headers: request.rawHeaders },
      (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', () => response.destroy());  // cut short by a fault
        answer.on('end', () => {
          const whole = Buffer.concat(parts);
          const packed = request.headers['content-encoding'] === 'deflate';
          const plain = packed ? zlib.inflateSync(body) : body;
          judge(request, plain.toString(), answer, whole.toString());
          response.writeHead(answer.statusCode, answer.rawHeaders);
          response.end(whole);
        });
      });
    onward.on('error', () => response.destroy());
    onward.end(body);
  });
});
await new Promise((listening) => proxy.listen(0, '127.0.0.1', listening));

const replay = spawn(binary,
  ['replay', '--url', `http://127.0.0.1:${proxy.address().port}`, scenarios],
  { stdio: ['ignore', 'pipe', 'inherit'] });
let said = '';
replay.stdout.on('data', (part) => { said += part; });
const code = await new Promise((ended) => replay.on('close', ended));
report(code === 0, 'the scenarios through the proxy', said.slice(-2000));

for (const { method, template } of operations) {
  const name = `${method} ${template}`;
  if (notInScenarios.has(name)) continue;
  report(called.has(name), `${name} is called by a scenario`, 'by none: write one');
}

proxy.close();
proxy.closeAllConnections();
console.log(`${called.size} operations, ${checks} checks`);
console.log(`${cases.size - failures.size} passed, ${failures.size} failed`);
process.exit(failures.size === 0 ? 0 : 1);
