// A Postman collection, made from the OpenAPI document of a running server and run by newman: every
// request gets an answer that the document names, and no server error.
//
// usage: LOTUSBOX=path/to/lotusbox node postman_test.mjs [--write COLLECTION.json]
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import newman from 'newman';
import converter from 'openapi-to-postmanv2';
import { startLotusbox } from './lotusbox.mjs';

const KEY = 'sk_test_postman';

function convert(document) {
  const input = { type: 'json', data: document };
  const options = { folderStrategy: 'Tags', requestParametersResolution: 'Example' };
  return new Promise((resolve, reject) => {
    converter.convert(input, options, (error, outcome) => {
      if (error || !outcome.result) reject(error ?? new Error(outcome.reason));
      else resolve(outcome.output[0].data);
    });
  });
}

function run(collection) {
  const stop = { timeoutRequest: 20000, color: 'off', insecure: false };
  return new Promise((resolve, reject) => {
    newman.run({ collection, ...stop }, (error, summary) =>
      error ? reject(error) : resolve(summary.run),
    );
  });
}

/** The statuses that the document names for a request of the collection. */
function documented(document, { method, url }) {
  const path = `/${url.path.join('/')}`.replace(/:(\w+)/g, '{$1}');
  const operation = document.paths[path]?.[method.toLowerCase()];
  return operation && Object.keys(operation.responses);
}

const box = await startLotusbox(process.env.LOTUSBOX);
let failed = 0;
let passed = 0;
try {
  const document = await (await fetch(`${box.url}/_mock/openapi.json`)).json();
  delete document.paths['/_mock/stream']; // its answer has no end
  const collection = await convert(document);
  collection.auth = {
    type: 'basic',
    basic: [
      { key: 'username', value: '{{key}}', type: 'string' },
      { key: 'password', value: '', type: 'string' },
    ],
  };
  collection.variable = [
    { key: 'baseUrl', value: box.url },
    { key: 'key', value: KEY },
  ];
  const written = process.argv.indexOf('--write');
  if (written > 0) {
    collection.variable[0].value = 'http://127.0.0.1:5688';
    writeFileSync(process.argv[written + 1], `${JSON.stringify(collection, null, 1)}\n`);
    collection.variable[0].value = box.url;
  }
  const { executions, failures } = await run(collection);
  const unanswered = failures.filter((failure) => failure.error.name !== 'AssertionError');
  for (const { source, error } of unanswered) console.log(`FAILED  ${source?.name}: ${error.message}`);
  failed += unanswered.length;
  for (const { item, response } of executions) {
    if (!response) continue; // it is among the failures
    const statuses = documented(document, item.request);
    const fine = statuses?.some((status) =>
      status === 'default' || status === String(response.code) ||
      status === `${String(response.code)[0]}XX`) && response.code < 500;
    if (fine) passed += 1;
    else {
      failed += 1;
      console.log(`FAILED  ${item.request.method} ${item.name}: ${response.code}, documented ${statuses}`);
    }
  }
  const operations = Object.values(document.paths).flatMap(Object.keys)
    .filter((word) => ['get', 'post', 'put', 'patch', 'delete'].includes(word)).length;
  assert.equal(passed + failed, operations, 'not every operation is in the collection');
} finally {
  await box.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
