// The panel of details: an event, a delivery, a call or a mail, with what was sent and answered,
// why it was refused, and the line that does it again.
import {badge, card, code, facts, h, pretty, time} from "./dom.js";
import {act, curl_of, get, say, state} from "./api.js";
import {after_change, copy_button, doing, open_panel, passes_at, tell} from "./parts.js";
import {link_to} from "./route.js";
import {target_form} from "./make.js";

const about = (id) => (/^MD/.test(id) ? h("a.id", {href: link_to("mandates", id)}, id)
  : /^SC/.test(id) ? h("a.id", {href: link_to("sources", id)}, id) : id);

async function show(work) {
  try {
    await work();
  } catch (error) {
    await tell(error);
  }
}

const sure = {documented: "documented by the vendor", observed: "seen by a client", assumed: "assumed"};

function attempt_words(one) {
  if (one.verdict === "answered") return `your server answered ${one.http_status} after ${one.took_ms} ms`;
  return `${one.reason ?? one.verdict} (${one.took_ms} ms)`;
}

function resend_button(event, target) {
  return doing("Resend to the present target", async () => {
    if (!target) throw new Error("There is no target: set one first");
    const delivery = await act(`Resend ${event}`, "POST", `/_mock/events/${event}/resend`);
    setTimeout(after_change, 300);
    return delivery;
  }, {class: "primary", disabled: !target});
}

async function deliveries_of(event) {
  const list = await get(`/_mock/deliveries?resource=${encodeURIComponent(event.resource_id)}&limit=1000`);
  return list.data.filter((one) => one.event === event.id);
}

function delivery_facts(delivery) {
  const failed = delivery.status === "given_up" || delivery.status === "waiting";
  return [facts([["Status", badge(delivery.status, delivery.chaos)], ["Sent to", delivery.url],
    ["Next attempt", delivery.status === "waiting" ? time(delivery.due_at_ist) : null]]),
  failed && delivery.attempts.length > 0 && h("p.notice", {}, "Why it failed: ", attempt_words(delivery.attempts.at(-1))),
  h("ol.attempts", {}, delivery.attempts.map((one) =>
    h("li", {}, time(one.at_ist), ": ", attempt_words(one))))];
}

/** As the merchant gets it when the webhook is not encrypted: what a shell sends again. */
function deliver_curl(delivery) {
  const quoted = delivery.body.replaceAll("'", "'\\''");
  return `curl -X POST -H 'Content-Type: application/json' -d '${quoted}' '${delivery.url}'`;
}

export function open_event(id) {
  return show(async () => {
    const event = await get(`/v1/events/${encodeURIComponent(id)}`);
    const object = event.data?.object ?? event.data ?? {};
    const resource = event.resource_id ?? object.id;
    const [raised, hook] = await Promise.all([
      get(`/_mock/events?resource=${encodeURIComponent(resource)}&limit=1000&brief=1`), get("/_mock/webhook")]);
    const row = raised.data.find((one) => one.id === id);
    const list = await deliveries_of({id, resource_id: resource});
    open_panel(event.type ?? row?.type, facts([["Event", id], ["When", row && time(row.created_ist)],
      ["About", about(resource)], ["By the row", row && `${row.row} (${sure[row.evidence]})`],
      ["Why", row?.reason?.description]]),
    h("p.row", {}, resend_button(id, hook.url), h("button", {type: "button", onclick: () => open_target(hook)}, "Webhook target")),
    list.length ? list.map((one) => card(`Delivery ${one.id}`, delivery_facts(one)))
      : h("p.empty", {}, hook.url ? "Never delivered: there was no target when it happened." : "Not delivered: there is no webhook target."),
    card("Payload", code(pretty(event), "Payload"), copy_button(pretty(event), "the payload")),
    card("As curl", code(curl_of("GET", `/v1/events/${id}`), "curl"), copy_button(curl_of("GET", `/v1/events/${id}`), "the curl")));
  });
}

export function open_target(hook) {
  open_panel("Webhook target", target_form(hook));
}

export function open_delivery(delivery) {
  return show(async () => {
    const [hook, sent] = await Promise.all([get("/_mock/webhook"), get(`/_mock/deliveries/${delivery.id}`)]);
    const line = deliver_curl(sent);
    const moved = hook.url && hook.url !== delivery.url;
    open_panel(`Delivery of ${delivery.type}`,
      delivery_facts(delivery), facts([["Event", delivery.event], ["About", about(delivery.resource_id)]]),
      h("p.row", {}, resend_button(delivery.event, hook.url),
        h("button", {type: "button", onclick: () => open_target(hook)}, hook.url ? "Fix the target" : "Set a target")),
      moved && h("p.help", {}, `The present target is ${hook.url}.`),
      card("Payload, decrypted", code(pretty(delivery.payload), "Payload"), copy_button(pretty(delivery.payload), "the payload")),
      card("As sent", facts([["Content-Type", "application/json"]]), code(sent.body, "Body as sent"), copy_button(sent.body, "the body as sent")),
      card("Send it yourself, as curl", code(line, "curl"), copy_button(line, "the curl")));
  });
}

export function open_delivery_by_id(id) {
  return show(async () => open_delivery(await get(`/_mock/deliveries/${id}`)));
}

function message_block(title, message) {
  return card(title, facts(Object.entries(message.headers)),
    message.body ? code(pretty(message.body), title) : h("p.soft", {}, "No body is kept."),
    message.truncated && h("p.help", {}, `Cut: it had ${message.bytes} bytes.`));
}

export async function advance_until(ist) {
  await act(`Clock to ${time(ist)}`, "POST", "/_mock/clock/advance", {to: ist});
  after_change();
}

export function open_call(id) {
  return show(async () => {
    const one = await get(`/_mock/requests/${encodeURIComponent(id)}`);
    const target = `${one.path}${one.query ? `?${one.query}` : ""}`;
    const body = one.request.body ? ` -H 'Content-Type: application/json' -d '${one.request.body.replaceAll("'", "'\\''")}'` : "";
    const line = `curl -u ${state.world}: -X ${one.method}${body} '${location.origin}${target}'`;
    const scenario = [`http ${one.method} ${target}`, one.request.body, "----", `status ${one.status}`,
                      one.rule && `rule ${one.rule}`].filter(Boolean).join("\n");
    const why = one.why;
    const later = why && (why.passes_at_ist ?? await passes_at(id));
    open_panel(`${one.method} ${one.path}`,
      facts([["Call", id], ["When", time(one.at_ist)], ["Status", String(one.status)], ["Fault", one.fault]]),
      why && card("Why", h("p", {}, why.message), facts([["Rule", why.rule], ["Demands", why.demands],
        ["In the way", why.blocking], ["How sure", sure[why.evidence]], ["Source", why.source],
        ["Passes at", why.passes_at_ist && time(why.passes_at_ist)],
        ...Object.entries(why.inputs ?? {}).map(([name, value]) => [name, String(value)])])),
      later && h("p", {}, doing(`Clock to ${time(later)}: then this call passes`, () => advance_until(later), {class: "primary"})),
      message_block("Sent", one.request), message_block("Answered", one.answer),
      card("As curl", code(line, "curl"), copy_button(line, "the curl")),
      card("As scenario lines", code(scenario, "Scenario lines"), copy_button(scenario, "the scenario lines")));
  });
}

export function open_mail(mail) {
  const {text, body, subject, ...rest} = mail;
  open_panel(`${mail.type} by ${mail.channel}`,
    facts(Object.entries(rest).filter(([, value]) => typeof value !== "object").map(([name, value]) =>
      [name, /^https?:/.test(String(value)) ? h("a", {href: value, target: "_blank", rel: "noopener noreferrer"}, value) : String(value ?? "")])),
    subject && h("h3", {}, subject), (text ?? body) && code(text ?? body, "Text"));
}

export function saved(what) {
  say(`${what}: saved`);
}
