// The screens that list: mandates, sources, and what happened (events, deliveries, calls, mails).
import {away, badge, code, h, money, table, time} from "./dom.js";
import {curl_of, get, state, with_query} from "./api.js";
import {link_to} from "./route.js";
import {open_event, open_delivery, open_call, open_mail} from "./details.js";
import {make_mandate, make_source, import_sources} from "./make.js";
import {copy_button} from "./parts.js";

const PAGE = 50;
const MANDATE_STATES = ["acknowledged", "active", "pending", "paused", "failed", "cancelled", "expired"];
const SOURCE_STATES = ["pending", "pending_submission", "submitted", "withdrawn"];
const DELIVERY_STATES = ["delivered", "waiting", "given_up", "due", "held", "lost"];

function chips(label, values, chosen, go) {
  return h("div.chips", {role: "group", "aria-label": label}, ["", ...values].map((value) =>
    h("button.chip", {type: "button", "data-focus": `chip-${value}`,
                      "aria-pressed": String(value === (chosen ?? "")), onclick: () => go(value)},
      value === "" ? "all" : value.replaceAll("_", " "))));
}

function more_button(route, list, last) {
  return h("p.pages", {},
    route.query.after && h("a.button", {href: link_to(route.screen, "", {...route.query, after: ""})},
      "Back to the first page"),
    list.has_more && h("a.button", {href: link_to(route.screen, "", {...route.query, after: last})},
      "Next page"));
}

function next_of(line) {
  if (!line.next) return "–";
  return h("span", {title: time(line.next_at_ist)}, line.next, h("br"),
           h("span.soft", {}, away(line.next_at, state.now)));
}

function open_link(line) {
  if (!line.link) return "–";
  return h("span.row", {}, h("a", {href: line.link, target: "_blank", rel: "noopener noreferrer",
    "aria-label": `Open the link of ${line.id}`}, "open"), copy_button(line.link, `the link of ${line.id}`));
}

function lines(kind, list) {
  return list.data.map((line) => ({key: line.id, cells: [
    h("a.id", {href: link_to(kind, line.id), "data-focus": line.id}, line.id),
    badge(line.status, line.action),
    line.debtor_account_name ?? "–",
    h("span.sum", {}, money(line.amount), h("br"), h("span.soft", {},
      `${line.amount_kind === "maximum" ? "up to" : "fixed"}${line.frequency ? `, ${line.frequency}` : ""}`)),
    line.reference1 ?? "–",
    next_of(line),
    open_link(line),
  ]}));
}

const COLUMNS = ["Id", "Status", "Debtor", "Amount", "Reference", "Next", "Link"];

function teach(title, words, ...more) {
  return h("div.empty", {}, h("h2", {}, title), h("p", {}, words), more);
}

async function list_screen(route, title, states, teaching, buttons) {
  const list = await get(with_query(`/_mock/${route.screen}`, {
    q: route.query.q, status: route.query.status, after: route.query.after, limit: PAGE}));
  const filtered = route.query.q || route.query.status;
  return [
    h("div.head", {}, h("h1", {}, title),
      h("span.soft", {}, `${new Intl.NumberFormat("en-IN").format(list.total)} in this world`),
      h("span.push", {}, buttons)),
    chips("Status", states, route.query.status,
      (status) => { location.hash = link_to(route.screen, "", {q: route.query.q, status}); }),
    route.query.q && h("p", {}, `Found by “${route.query.q}”. `,
      h("a", {href: link_to(route.screen, "", {status: route.query.status})}, "Show all")),
    table(title, COLUMNS, lines(route.screen, list), filtered
      ? teach("Nothing found", "Searched: ids of mandates, sources, events, debits, links and calls; UMRN; references; names.")
      : teaching()),
    more_button(route, list, list.data.at(-1)?.id),
  ];
}

const example = () => curl_of("POST", "/v1/sources", {type: "nach_debit", nach_debit: {
  variant: "emandate_api", amount_maximum: 500000, frequency: "MNTH", debtor_agent_code: "ICIC",
  debtor_account_name: "RAVI SAMPLEKAR", debtor_account_number: "999900000002",
  debtor_account_type: "savings", reference1: "LOAN-1"}});

export function mandates(route) {
  return list_screen(route, "Mandates", MANDATE_STATES, () => teach("No mandate yet",
    "A mandate begins as a source that its customer accepts. Make one here, or from your program:",
    h("p.row", {}, h("button.primary", {type: "button", onclick: make_source}, "New source"),
      h("button", {type: "button", onclick: make_mandate}, "New mandate, without a source")),
    code(example(), "The same as curl"), copy_button(example(), "the curl")),
    [h("button.primary", {type: "button", "data-focus": "new", onclick: make_mandate}, "New mandate"),
     " ", h("button", {type: "button", onclick: make_source}, "New source")]);
}

export function sources(route) {
  return list_screen(route, "Sources", SOURCE_STATES, () => teach("No source yet",
    "A source asks a customer for a mandate. Fill in the form, import a file, or call:",
    code(example(), "The same as curl"), copy_button(example(), "the curl")),
    [h("button.primary", {type: "button", "data-focus": "new", onclick: make_source}, "New source"),
     " ", h("button", {type: "button", onclick: import_sources}, "Import a CSV")]);
}

const KINDS = [["events", "Events"], ["deliveries", "Deliveries"], ["requests", "Calls"], ["outbox", "Mails"]];

/** The newest of a list that comes oldest first. */
async function newest(path, query) {
  const {total} = await get(with_query(path, {limit: 1}));
  const skipped = query.type || query.status ? 0 : Math.max(0, total - PAGE);
  const list = await get(with_query(path, {...query, limit: query.type || query.status ? 1000 : PAGE,
                                           offset: skipped || undefined}));
  return {total, data: list.data.slice(-PAGE * 2).reverse()};
}

const who = (id) => (/^MD/.test(id) ? h("a.id", {href: link_to("mandates", id)}, id)
  : /^SC/.test(id) ? h("a.id", {href: link_to("sources", id)}, id) : h("span.id", {}, id ?? "–"));

async function events_view(route) {
  const list = await newest("/_mock/events", {brief: 1, type: route.query.type});
  return table("Events", ["When", "Event", "About", "Id"], list.data.map((e) => ({key: e.id, cells: [
    time(e.created_ist),
    h("button.link", {type: "button", "data-focus": e.id, onclick: () => open_event(e.id)}, e.type),
    who(e.resource_id), h("span.id", {}, e.id)]})),
  teach("No event yet", "Make a source or a mandate: what happens to it appears here by itself."));
}

/** The last answer, and how many attempts there were. */
function said(attempts) {
  const last = attempts.at(-1);
  if (!last) return "–";
  return [last.http_status ?? last.reason ?? last.verdict,
          attempts.length > 1 && h("span.soft", {}, ` (attempt ${attempts.length})`)];
}

async function deliveries_view(route) {
  const list = await newest("/_mock/deliveries", {status: route.query.status});
  const hook = await get("/_mock/webhook");
  const listen_line = `lotusbox listen --url ${location.origin} --key ${state.world}`;
  return [chips("Status", DELIVERY_STATES, route.query.status,
    (status) => { location.hash = link_to("activity", "deliveries", {status}); }),
  table("Deliveries", ["When", "Event", "About", "Status", "Your server said"],
    list.data.map((d) => ({key: String(d.id), cells: [
      time(d.attempts.at(-1)?.at_ist ?? d.due_at_ist),
      h("button.link", {type: "button", "data-focus": `d${d.id}`, onclick: () => open_delivery(d)}, d.type),
      who(d.resource_id), badge(d.status),
      said(d.attempts)]})),
    teach(hook.url ? "No delivery yet" : "No webhook target yet",
      hook.url ? `Events will go to ${hook.url}.` : "Say where events are to go under World, or see them arrive in a shell:",
      hook.url ? null : code(listen_line, "A line for the shell"), copy_button(listen_line, "the line")))];
}

async function calls_view() {
  const list = await get("/_mock/requests?limit=1000");
  const rows = list.data.slice(-PAGE * 2).reverse();
  return [h("p", {}, h("a.button", {href: "/_mock/requests.har", "data-har": ""}, "Download as HAR")),
  table("Calls", ["When", "Call", "Status", "Refused by"], rows.map((c) => ({key: c.id, cells: [
    time(c.at_ist),
    h("button.link", {type: "button", "data-focus": c.id, onclick: () => open_call(c.id)},
      `${c.method} ${c.path}`),
    h("span.badge", {class: c.status < 400 && c.status ? "good" : "bad"}, String(c.status)),
    c.rule ?? "–"]})),
  teach("No call yet", "Point your program at this server, or paste:", code(example(), "A curl")))];
}

async function mails_view() {
  const list = await get("/_mock/outbox?limit=1000");
  return table("Mails", ["When", "Mail", "By", "To", "About"], list.data.reverse().map((m) => ({
    key: m.id, cells: [time(m.at_ist ?? m.created_ist),
      h("button.link", {type: "button", "data-focus": m.id, onclick: () => open_mail(m)}, m.type),
      m.channel, m.to ?? "–", who(m.resource_id)]})),
  teach("No mail yet", "E-mails and text messages that LotusPay would have sent appear here. A source with debtor_email or debtor_mobile gets one."));
}

export async function activity(route) {
  const kind = route.id || "events";
  const views = {events: events_view, deliveries: deliveries_view, requests: calls_view, outbox: mails_view};
  return [h("div.head", {}, h("h1", {}, "What happened")),
    h("div.chips", {role: "group", "aria-label": "Of which kind"}, KINDS.map(([id, name]) =>
      h("a.chip", {href: link_to("activity", id), "aria-current": id === kind ? "page" : null}, name))),
    await (views[kind] ?? events_view)(route)];
}
