// A mandate from its source to a link that is never opened, with fetch and node:test.
//
// usage: LOTUSBOX=path/to/lotusbox node --test fetch_test.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decrypt, startLotusbox, startReceiver } from './lotusbox.mjs';

let box, receiver;
before(async () => {
  box = await startLotusbox(process.env.LOTUSBOX);
  receiver = await startReceiver();
});
after(async () => {
  receiver.stop();
  await box.stop();
});

async function call(method, path, body) {
  const answer = await fetch(box.url + path, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from('sk_test_node:').toString('base64')}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

test('a link that is never opened', async () => {
  const { key } = await call('PUT', '/_mock/webhook', { url: receiver.url });
  const source = await call('POST', '/v1/sources', {
    type: 'nach_debit',
    nach_debit: {
      amount_maximum: 500000,
      debtor_agent_code: 'ICIC',
      debtor_account_name: 'ASHA TESTWALA',
      debtor_account_number: '999900000001',
    },
  });
  const page = await fetch(source.redirect.url);
  assert.match(await page.text(), /ASHA TESTWALA/);
  await call('POST', '/_mock/authorise', { link: source.redirect.url });
  const { mandate } = await call('GET', `/v1/sources/${source.id}`);
  assert.equal((await call('GET', `/v1/mandates/${mandate}`)).status, 'active');

  const request = await call('PATCH', `/api/mandates/amend?mandate_id=${mandate}`, {
    maximum_amount: '7500.00',
  });
  assert.equal((await call('GET', `/v1/mandates/${mandate}`)).status, 'pending');
  const week = await call('POST', '/_mock/clock/advance', { by: 'P7D', settle_ms: 30000 });
  assert.equal(week.quiet, true);
  assert.equal((await fetch(request.auth_link)).status, 410);
  const lapsed = await call('GET', `/v1/mandates/${mandate}`);
  assert.equal(lapsed.status, 'active');
  assert.equal(lapsed.amount_maximum, 500000);

  const events = receiver.bodies.map((body) => decrypt(body, key));
  assert.deepEqual(
    events.map((event) => event.type),
    ['source.pending', 'source.submitted', 'mandate.active', 'customer.active', 'mandate.pending',
      'mandate.amend.failed'],
  );
  assert.equal(new Set(events.map((event) => event.id)).size, events.length);
});
