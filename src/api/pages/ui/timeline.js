// The timeline of one mandate or source: a lane each for calls, the customer, the bank, the clock,
// events and deliveries. A column is one moment of the world's clock, however long it lasted until
// the next; what lies ahead stands behind the line of now, dimmed.
import {away, h, span, time} from "./dom.js";
import {open_call, open_delivery_by_id, open_event} from "./details.js";

const LANES = [["call", "Calls"], ["customer", "Customer"], ["bank", "Bank"], ["clock", "Clock"],
               ["event", "Events"], ["delivery", "Webhooks"]];
const LANE_OF_AHEAD = {link_expires: "customer", bank_step: "bank", bank_answers: "bank",
                       final_date: "clock", quarter_ends: "clock", delivery_retry: "delivery",
                       debit_submitted: "bank", debit_answered: "bank", subscription_charges: "clock"};

function open_moment(moment) {
  if (moment.lane === "event") return open_event(moment.id);
  if (moment.lane === "delivery") return open_delivery_by_id(moment.id);
  return moment.id ? open_call(moment.id) : null;
}

const WORDS = {"POST /_mock/authorise": "The customer answers", "POST /_mock/clock/advance": "The clock moves",
               "POST /_mock/bank": "A bank acts"};

/** Lines may break behind what separates words of a path or a rule. */
function breakable(text) {
  return text.split(/(?<=[/._])/).flatMap((part, i) => (i ? [h("wbr"), part] : [part]));
}

function short_name(moment) {
  if (moment.lane === "event" || moment.lane === "delivery") return moment.what;
  if (WORDS[moment.what]) return WORDS[moment.what];
  return moment.what.replace(/\?.*/, "").replace(/(MD|SC)[0-9A-Z]{8,}/, "…");
}

function mark(moment, place, times) {
  const words = [short_name(moment), moment.status, moment.rule && `refused by ${moment.rule}`,
                 moment.passes_at_ist && `passes at ${time(moment.passes_at_ist)}`].filter(Boolean);
  return h("button.mark", {type: "button", class: moment.good ? "good" : "bad",
    "data-lane": moment.lane, "data-focus": `mark-${place}`, title: `${time(moment.at_ist)}: ${words.join(", ")}`,
    onclick: () => open_moment(moment)},
  h("span.what", {}, breakable(short_name(moment))),
  moment.status && h("span.status", {}, times > 1 ? `${moment.status}, ${times} times` : moment.status),
  moment.rule && h("span.rule", {}, breakable(moment.rule)));
}

function ahead_mark(due) {
  return h("span.mark.ahead", {title: `${time(due.at_ist)}: ${due.says}`}, h("span.what", {}, due.says));
}

/** Columns of what happened at the same second, then those of what lies ahead. */
function columns_of(timeline) {
  const columns = new Map();
  const at = (one, ahead) => {
    const key = `${one.at}${ahead ? "+" : ""}`;
    if (!columns.has(key)) columns.set(key, {at: one.at, at_ist: one.at_ist, ahead, lanes: {}});
    return columns.get(key).lanes;
  };
  const put = (lanes, lane, what) => {
    lanes[lane] = [...(lanes[lane] ?? []), what];
  };
  // Who asks the same again and again stands there once.
  const key_of = (one) => [one.at, one.lane, one.what, one.status, one.lane === "call" ? "" : one.id].join(" ");
  const groups = new Map();
  timeline.data.forEach((moment, place) => {
    const known = groups.get(key_of(moment));
    if (known) known.times += 1;
    else groups.set(key_of(moment), {moment, place, times: 1});
  });
  for (const {moment, place, times} of groups.values()) {
    put(at(moment, false), moment.lane, mark(moment, place, times));
  }
  for (const due of timeline.ahead) {
    put(at(due, true), LANE_OF_AHEAD[due.what] ?? "clock", ahead_mark(due));
  }
  return [...columns.values()];
}

const SHOWN = 40;
export function timeline_view(timeline) {
  const all = columns_of(timeline);
  if (!all.length) return h("p.soft", {id: "timeline"}, "Nothing has happened to it yet, and nothing is due.");
  const past = all.filter((one) => !one.ahead);
  const shown = [...past.slice(-SHOWN), ...all.filter((one) => one.ahead).slice(0, SHOWN)];
  const lanes = LANES.filter(([lane]) => shown.some((one) => one.lanes[lane]));
  const head = h("tr", {}, h("th.lane", {scope: "col"}, h("span.unseen", {}, "Lane")),
    shown.map((one, i) => {
      const first_ahead = one.ahead && (i === 0 || !shown[i - 1].ahead);
      const gap = i > 0 ? one.at - shown[i - 1].at : 0;
      return h("th", {scope: "col", class: `${one.ahead ? "ahead" : ""} ${first_ahead ? "first" : ""}`},
        gap > 0 ? h("span.gap", {}, `+${span(gap)}`) : h("span.gap", {}, "\u00a0"),
        h("span.at", {}, time(one.at_ist)),
        h("span.soft", {}, away(one.at, timeline.now)));
    }));
  const body = lanes.map(([lane, name]) => h("tr", {"data-lane": lane},
    h("th.lane", {scope: "row"}, name),
    shown.map((one, i) => h("td", {class: `${one.ahead ? "ahead" : ""} ${one.ahead && (i === 0 || !shown[i - 1].ahead) ? "first" : ""}`},
      one.lanes[lane] ?? null))));
  return h("div.scroll.timeline", {tabindex: "0", role: "region", "aria-label": "Timeline", id: "timeline"},
    h("table", {}, h("caption.unseen", {}, "What happened, lane by lane, and what lies ahead"),
      h("thead", {}, head), h("tbody", {}, body)));
}
