// One mandate, or one source that is none yet: what it is, what can be done to it, and its life.
import {away, badge, card, facts, h, money, table, time} from "./dom.js";
import {act, get, state, with_query} from "./api.js";
import {amend, debit, manage, subscribe} from "./make.js";
import {copy_button, doing} from "./parts.js";
import {link_to} from "./route.js";
import {timeline_view} from "./timeline.js";

/** Who refuses, with which code: [value, words]. */
const REASONS = [["", "usual reason"], ["AP05 BANK", "AP05 by the bank"], ["182 NPCI", "182 by NPCI"],
                 ["185 NPCI", "185 by NPCI"], ["M003 BANK", "M003 by the bank"]];

/** Buttons that play the customer of a link that waits. */
function customer_buttons(link) {
  const reason = h("select", {"aria-label": "Reason of a refusal", id: "reason"},
    REASONS.map(([value, words]) => h("option", {value}, words)));
  const answer = (outcome) => {
    const [reason_code, reject_by] = reason.value.split(" ");
    return act(`Customer: ${outcome}`, "POST", "/_mock/authorise",
      {link, outcome, ...(outcome === "rejected" && reason_code && {reason_code, reject_by})});
  };
  return [doing("Customer accepts", () => answer("accepted"), {class: "primary"}),
          doing("Customer refuses", () => answer("rejected")), reason,
          doing("Customer leaves", () => answer("abandoned"))];
}

function links_card(links) {
  if (!links.length) return null;
  return card("Links", table("Links", ["Link", "Asks for", "State", "Until", ""], links.map((one) => ({
    key: one.link, cells: [h("span.id", {}, one.link),
      [one.action, Object.entries(one.asked).filter(([name]) => name !== "return_url")
        .map(([name, value]) => h("div.soft", {}, `${name} ${/amount/.test(name) ? money(value) : value}`))],
      [badge(one.state), one.reason ? h("div.soft", {}, one.reason.description) : null],
      one.link_status === "live" ? (one.expires_at_ist
        ? h("span", {}, time(one.expires_at_ist), h("div.soft", {}, away(one.expires_at, state.now))) : "no end")
        : `${one.link_status} ${one.ended_at_ist ? time(one.ended_at_ist) : ""}`,
      one.link_status === "live" ? h("span.row", {}, h("a", {href: one.url, target: "_blank",
        rel: "noopener noreferrer", "aria-label": `Open link ${one.link}`}, "open"), copy_button(one.url, `link ${one.link}`)) : ""]}))));
}

const DEBIT_OUTCOMES = ["confirmed", "rejected", "returned", "extended"];
function debits_card(debits) {
  if (!debits.length) return null;
  return card("Debits", table("Debits", ["Id", "Charge", "Amount", "Status", "As the bank"], debits.map((one) => ({
    key: one.id, cells: [h("span.id", {}, one.id), time(one.date_charge), money(one.amount),
      badge(one.status, one.response_description),
      h("span.row", {}, one.status === "pending"
        ? doing("cancel", () => act("Cancel the debit", "POST", `/v1/ach_debits/${one.id}/cancel`), {"aria-label": `Cancel ${one.id}`, "data-focus": `c${one.id}`})
        : DEBIT_OUTCOMES.map((outcome) => doing(outcome, () => act(`Bank: ${outcome}`, "POST", "/_mock/bank",
          {debit: one.id, outcome}), {"aria-label": `Bank: ${one.id} ${outcome}`, "data-focus": `${outcome}${one.id}`})))]}))));
}

function terms_card(shape, terms) {
  const before = terms.slice(0, -1);
  return card("Terms", facts([
    ["Debtor", shape.debtor_account_name], ["Account", `${shape.debtor_account_number ?? ""} ${shape.debtor_agent_name ?? ""}`],
    [shape.amount_maximum === null ? "Amount" : "Maximum amount", money(shape.amount_maximum ?? shape.amount_collection)],
    ["Frequency", shape.frequency], ["First collection", time(shape.date_first_collection)],
    ["Final collection", shape.date_final_collection ? time(shape.date_final_collection) : "until cancelled"],
    ["Reference", shape.reference1], ["UMRN", shape.umrn && h("span", {}, h("span.id", {}, shape.umrn), " ", copy_button(shape.umrn, "the UMRN"))],
    ["Variant", shape.variant], ["E-mail", shape.debtor_email], ["Mobile", shape.debtor_mobile]]),
  before.length > 0 && h("details", {}, h("summary", {}, `Before: ${before.length} ${before.length === 1 ? "set" : "sets"} of terms`),
    before.map((one) => facts([["From", time(one.at_ist)], ["Amount", money(one.amount)], ["Frequency", one.frequency],
      ["Final collection", one.date_final_collection ? time(one.date_final_collection) : "until cancelled"]]))));
}

function mandate_buttons(mandate, live) {
  const todo = [];
  if (live) todo.push(...customer_buttons(live.link));
  const asks = (action) => h("button", {type: "button", "data-focus": `do-${action}`,
    onclick: () => (action === "amend" ? amend(mandate) : manage(action, mandate))}, action[0].toUpperCase() + action.slice(1));
  if (mandate.status === "active") todo.push(asks("amend"), asks("pause"), asks("cancel"));
  if (mandate.status === "paused") todo.push(asks("resume"), asks("cancel"));
  if (mandate.status === "active") {
    todo.push(h("button", {type: "button", "data-focus": "do-debit", onclick: () => debit(mandate)}, "Debit"),
      h("button", {type: "button", "data-focus": "do-sub", onclick: () => subscribe(mandate)}, "Subscribe"));
  }
  const bank = (outcome) => doing(`Bank: ${outcome.replaceAll("_", " ")}`, () => act(`Bank: ${outcome}`, "POST", "/_mock/bank",
    {mandate: mandate.mandate_id, outcome}));
  if (mandate.status === "acknowledged") todo.push(bank("accepted"), bank("rejected"), bank("no_answer"));
  if (mandate.status_cancel === "cancel_requested") todo.push(bank("cancel_submitted"));
  if (mandate.status_cancel === "cancel_submitted") todo.push(bank("cancel_confirmed"), bank("cancel_failed"));
  if (mandate.status === "active" || mandate.status === "paused") todo.push(bank("cancel_received"));
  return todo;
}

function source_buttons(source, live) {
  const todo = live && source.status === "pending" ? customer_buttons(live.link) : [];
  const step = (name, words) => doing(words, () => act(words, "POST", "/_mock/bank", {source: source.id, step: name}));
  if (source.status === "pending" && !live) todo.push(doing("Process the paper", () => act("Process", "POST", `/v1/sources/${source.id}/process`)));
  if (source.status === "pending_submission") todo.push(step("submit", "LotusPay submits"), step("return", "LotusPay returns"));
  if (source.status === "submitted" && !source.mandate) {
    todo.push(step("acknowledge", "Sponsor bank acknowledges"), step("reject_initially", "Sponsor bank refuses"));
  }
  if (source.status === "pending") todo.push(doing("Withdraw", () => act("Withdraw", "POST", `/v1/sources/${source.id}/withdraw`)));
  return todo;
}

function head(id, status, name, buttons, more) {
  return h("div.head", {}, h("h1", {}, name || id), badge(status, more), h("span.id", {}, id), copy_button(id, "the id"),
    h("div.row.actions", {role: "group", "aria-label": "What to do"}, buttons));
}

export async function mandate(route) {
  const id = encodeURIComponent(route.id);
  const [shape, links, timeline, debits] = await Promise.all([
    get(`/v1/mandates/${id}`), get(with_query("/_mock/links", {mandate: route.id, limit: 100})),
    get(`/_mock/timeline?mandate=${id}`), get(`/v1/ach_debits?limit=100`)]);
  shape.mandate_id = route.id;
  const live = links.data.find((one) => one.link_status === "live");
  const own = debits.data.filter((one) => one.mandate === route.id);
  return [head(route.id, shape.status, shape.debtor_account_name, mandate_buttons(shape, live), live?.action),
    shape.source && h("p.soft", {}, "From the source ", h("a.id", {href: link_to("sources", shape.source)}, shape.source)),
    card("Life", timeline_view(timeline)),
    h("div.two", {}, terms_card(shape, timeline.terms), links_card(links.data)), debits_card(own)];
}

export async function source(route) {
  const id = encodeURIComponent(route.id);
  const [shape, links, timeline] = await Promise.all([
    get(`/v1/sources/${id}`), get(`/_mock/links?source=${id}`), get(`/_mock/timeline?source=${id}`)]);
  const live = links.data.find((one) => one.link_status === "live");
  const response = Object.entries(shape.response ?? {}).map(([name, value]) => `${name} ${value}`).join(", ");
  return [head(route.id, shape.status, shape.nach_debit.debtor_account_name, source_buttons(shape, live)),
    shape.mandate && /^MD/.test(shape.mandate) && h("p", {}, "It became the mandate ", h("a.id", {href: link_to("mandates", shape.mandate)}, shape.mandate)),
    response && h("p.notice", {}, `The last attempt failed: ${response}`),
    card("Life", timeline_view(timeline)),
    h("div.two", {}, terms_card(shape.nach_debit, timeline.terms), links_card(links.data))];
}
