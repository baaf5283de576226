// The world itself: its webhook, points to go back to, copies, other worlds, how banks behave, and
// what goes wrong on purpose.
import {card, code, facts, h, pretty, replace, table, time} from "./dom.js";
import {act, call, curl_of, get, go_back, say, state} from "./api.js";
import {copy_button, doing, form, open_panel} from "./parts.js";
import {link_to} from "./route.js";
import {target_form} from "./make.js";

const FAULT_SAMPLE = {match: {path: "/v1/sources"}, times: 1, status: 503};
const CHAOS_SAMPLE = {seed: 7, duplicate: 0.2, delay: 0.2, reorder: 0.2, drop: 0.05};

function json_form(what, path, sample, clear) {
  return [form([{name: "json", label: "As JSON", lines: 5, value: pretty(sample)}], "Save", async ({json}) => {
    let body;
    try {
      body = JSON.parse(json ?? "");
    } catch {
      throw Object.assign(new Error("This is not JSON"), {param: "json"});
    }
    await act(what, "PUT", path, body);
  }), clear && h("p.row", {}, doing(`No ${what.toLowerCase()}`, () => act(`No ${what.toLowerCase()}`, "DELETE", path)))];
}

const edit = (words, title, ...content) => h("button", {type: "button", "data-focus": `edit-${title}`,
  onclick: () => open_panel(title, ...content)}, words);

function policy_fields(policy) {
  const fields = [{name: "profile", options: ["documented", "strict", "lenient"], value: policy.profile, group: "Profile"}];
  for (const [name, value] of Object.entries(policy)) {
    if (name === "profile" || typeof value === "object") continue;
    fields.push({name, value: String(value), group: "Settings and switches"});
  }
  return fields;
}

function policy_card(policy) {
  const steps = Object.entries(policy).filter(([, value]) => typeof value === "object");
  const plain = (value) => (/^(true|false)$/.test(value) ? value === "true" : /^\d+$/.test(value) ? Number(value) : value);
  return card("Policy and profile", facts([["Profile", policy.profile], ...steps.map(([name, step]) =>
    [name.replaceAll("_", " "), [step.mode, step.after, step.outcome, step.reason_code].filter(Boolean).join(", ")])]),
  h("p.row", {}, edit("Change", "Policy", form(policy_fields(policy), "Save", async (filled) => {
    const changed = Object.entries(filled).filter(([name, value]) => String(policy[name]) !== value)
      .map(([name, value]) => [name, plain(value)]);
    if (!changed.length) throw new Error("Nothing was changed");
    await act("Policy", "PUT", "/_mock/policy", Object.fromEntries(changed));
  }), h("h3", {}, "Steps of the banks"), json_form("Policy", "/_mock/policy",
    Object.fromEntries(steps.slice(0, 3).map(([name, step]) => [name, Object.fromEntries(Object.entries(step).filter(([, value]) => value !== null && value !== "automatic"))]))))));
}

function points_card(points) {
  return card("Points to go back to", table("Points", ["Name", "Clock then", ""], points.data.map((one) => ({key: one.name, cells: [
    h("span.id", {}, one.name), time(one.now_ist), h("span.row", {},
      doing("Go back", () => go_back(one.name), {"aria-label": `Go back to ${one.name}`, "data-focus": `b${one.name}`}),
      doing("Forget", () => call("DELETE", `/_mock/snapshots/${encodeURIComponent(one.name)}`), {"aria-label": `Forget ${one.name}`, "data-focus": `f${one.name}`}))]})),
  h("p.soft", {}, "None yet. The page names one before everything that it changes.")),
  form([{name: "name", label: "Name this point", placeholder: "before-the-release"}], "Keep", async ({name}) => {
    await call("POST", "/_mock/snapshots", {name});
    say(`Kept as ${name}`, {curl: curl_of("POST", "/_mock/snapshots", {name})});
  }));
}

function worlds_card(worlds) {
  return card("Worlds of this server", table("Worlds", ["Key", "Clock", "Mandates", "Sources", "Events"], worlds.data.map((one) => ({
    key: one.key, cells: [one.current ? h("strong", {}, `${one.key} (this one)`) : one.key.includes("***") ? one.key
      : h("a", {href: link_to("mandates", "", {}, one.key)}, one.key),
    `${time(one.now_ist)} (${one.mode})`, String(one.mandates), String(one.sources), String(one.events)]}))),
  h("div.two", {}, form([{name: "key", label: "Go to the world of a key", placeholder: "sk_test_…", help: "Keys of others are masked: type the whole key"}], "Go",
    async ({key}) => {
      if (!/^sk_test_.+/.test(key ?? "")) throw Object.assign(new Error("A key begins with sk_test_"), {param: "key"});
      location.hash = link_to("mandates", "", {}, key);
    }),
  form([{name: "to", label: "Copy this world to a new key", value: `sk_test_copy_${Date.now().toString(36)}`}], "Fork", async ({to}) => {
    await call("POST", "/_mock/fork", {to});
    say(`Copied to ${to}`, {curl: curl_of("POST", "/_mock/fork", {to})});
    location.hash = link_to("mandates", "", {}, to);
  })));
}

/** Verdicts below the form that asked for them, the bad ones with what is wrong. */
function verdicts_of(report) {
  const words = {passed: "ok", failed: "FAILED", skipped: "skipped"};
  return [h("p", {id: "examined"}, h("strong", {}, `${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`)),
    h("ul.items.verdicts", {}, report.verdicts.map((one) => h("li", {"data-outcome": one.outcome},
      h("strong", {}, words[one.outcome]), " ", h("span.id", {}, one.id), h("span.soft", {}, ` ${one.title}`),
      one.outcome !== "passed" && h("details", {open: one.outcome === "failed"}, h("summary", {}, one.outcome === "failed" ? "What is wrong" : "Why not"),
        h("p", {}, one.reason), one.outcome === "failed" && [one.calls.map((said) => h("p.soft", {}, `Sent ${said.sent}: ${said.response}`)),
          h("p", {}, `Why it matters: ${one.why}.`)])))) ];
}

function examine_card(hook) {
  const said = h("div", {"aria-live": "polite"});
  const fields = [{name: "url", label: "Receiver", value: hook.url ?? "", placeholder: "http://127.0.0.1:9000/hook", required: true},
    {name: "key", label: "Key of webhooks", value: hook.key ?? "", help: "16 bytes, which the receiver knows"},
    {name: "probe", label: "Probe", placeholder: "http://127.0.0.1:9000/state", help: "Tells the state of your application as JSON; without it, what was stored is not examined"},
    {name: "reset", label: "Reset", placeholder: "http://127.0.0.1:9000/reset", help: "Makes your application forget everything"},
    {name: "only", label: "Only these", placeholder: "refuse.*,repeat.ignored"}];
  return card("Your receiver", h("p.soft", {}, "Thirty examinations of what takes your webhooks, each with a verdict."), h("p.row", {},
    edit("Examine it", "Examine a receiver", form(fields, "Examine", async (filled) => {
      replace(said, h("p.soft", {}, "Examining, which takes some seconds …"));
      try {
        replace(said, verdicts_of(await call("POST", "/_mock/examine", filled)));
      } catch (error) {
        replace(said);
        throw error;
      }
      say("Examined", {curl: curl_of("POST", "/_mock/examine", filled)});
    }), said)));
}

async function session_text() {
  const text = await get("/_mock/session.scn");
  open_panel("This session as a scenario", h("p.soft", {}, "Save it as a .scn file: lotusbox replay runs it again."),
    h("p.row", {}, copy_button(text, "the scenario"), h("button", {type: "button", onclick: () => {
      const link = h("a", {href: URL.createObjectURL(new Blob([text], {type: "text/plain"})), download: "session.scn"});
      link.click();
    }}, "Download")), code(text, "Scenario"));
}

export async function world() {
  const [hook, points, policy, faults, chaos, worlds, due] = await Promise.all([get("/_mock/webhook"), get("/_mock/snapshots"),
    get("/_mock/policy"), get("/_mock/faults"), get("/_mock/chaos"), get("/_mock/worlds"), get("/_mock/due?limit=10")]);
  const listen = `lotusbox listen --url ${location.origin} --key ${state.world}`;
  return [h("div.head", {}, h("h1", {}, "World"), h("span.id", {}, state.world)),
    h("div.two", {},
      card("Webhook", facts([["Target", hook.url ?? "none"], ["Key", hook.key], ["Format", hook.format],
        hook.waiting_elsewhere > 0 && ["Elsewhere", `${hook.waiting_elsewhere} deliveries wait for an earlier target; resend them to have them here`]].filter(Boolean)),
        h("p.row", {}, edit(hook.url ? "Change" : "Set a target", "Webhook target", target_form(hook))),
        !hook.url && h("div", {}, h("p.soft", {}, "Or see them in a shell:"), code(listen, "A line for the shell"), copy_button(listen, "the line"))),
      card("What comes next", table("What comes next", ["When", "What", "About"], due.data.map((one, i) => ({key: String(i),
        cells: [time(one.at_ist), one.says, one.mandate ? h("a.id", {href: link_to("mandates", one.mandate)}, one.mandate)
          : one.source ? h("a.id", {href: link_to("sources", one.source)}, one.source) : one.resource_id]})), h("p.soft", {}, "Nothing is due."))),
      points_card(points), policy_card(policy), examine_card(hook),
      card("Faults on calls", faults.faults.length ? code(pretty(faults.faults), "Faults") : h("p.soft", {}, "None: every call is answered."),
        h("p.row", {}, edit("Change", "Faults", json_form("Faults", "/_mock/faults", FAULT_SAMPLE, true)))),
      card("Chaos on deliveries", chaos.on ? code(pretty(chaos), "Chaos") : h("p.soft", {}, "None: webhooks come once and in order."),
        h("p.row", {}, edit("Change", "Chaos", json_form("Chaos", "/_mock/chaos", CHAOS_SAMPLE, true)))),
      card("Session", h("p.soft", {}, "What happened here, to be done again."), h("p.row", {},
        doing("Export as a scenario", session_text), doing("Reset the world", async () => {
          const name = `before-reset-${Date.now().toString(36)}`;
          const copy = `sk_test_${name.replaceAll("-", "_")}`;
          await call("POST", "/_mock/fork", {to: copy});
          await call("POST", "/_mock/reset", {});
          say(`Reset. What was is kept in the world ${copy}`, {curl: curl_of("POST", "/_mock/reset", {}), go: link_to("mandates", "", {}, copy)});
        })))),
    worlds_card(worlds)];
}

