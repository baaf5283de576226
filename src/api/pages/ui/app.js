// The page itself: which screen is shown, the clock above it, what was said last, keys, and the
// stream that makes the screen show what happens.
import {away, h, replace, time} from "./dom.js";
import {act, curl_of, get, go_back, listen, on_say, say, state} from "./api.js";
import {advance_until} from "./details.js";
import {activity, mandates, sources} from "./lists.js";
import {close_panel, copy_button, doing, form, open_panel, tell} from "./parts.js";
import {coverage} from "./coverage.js";
import {link_to, read_route} from "./route.js";
import {mandate, source} from "./mandate.js";
import {make_mandate, make_source} from "./make.js";
import {world} from "./world.js";

const SCREENS = {mandates: {name: "Mandates", key: "m", list: mandates, one: mandate},
                 sources: {name: "Sources", key: "s", list: sources, one: source},
                 activity: {name: "Activity", key: "a", list: activity, one: activity},
                 coverage: {name: "Coverage", key: "c", list: coverage},
                 world: {name: "World", key: "w", list: world}};
const of = (id) => document.getElementById(id);
let route = read_route();
let ends = new AbortController();
let shown = 0;

function show_nav() {
  replace(of("nav"), h("ul", {}, Object.entries(SCREENS).map(([screen, {name}]) => h("li", {},
    h("a", {href: link_to(screen), id: `nav_${screen}`, "aria-current": route.screen === screen ? "page" : null}, name)))));
  of("home").setAttribute("href", link_to("mandates"));
  of("world").textContent = state.world;
  of("world").setAttribute("aria-label", `World ${state.world}: change`);
}

const go = (what, body) => act(what, "POST", "/_mock/clock/advance", body);
function clock_buttons(next) {
  return [["+1 hour", {by: "PT1H"}], ["+1 day", {by: "P1D"}], ["+7 days", {by: "P7D"}]].map(([words, body]) =>
    doing(words, () => go(words, body))).concat(
    next ? doing("To the next", () => go(`To ${time(next.at_ist)}: ${next.says}`, {to: next.at_ist}),
      {class: "primary", title: `${next.says} (${next.resource_id}) at ${time(next.at_ist)}`}) : [],
    h("button", {type: "button", id: "to_date", onclick: to_date}, "To a date…"));
}

function to_date() {
  open_panel("Clock to a date", form([{name: "to", label: "Date and time in India", type: "datetime-local", value: state.now_ist.slice(0, 16), required: true}],
    "Advance", async ({to}) => {
      await go("To a date", {to: `${to}${to?.length === 16 ? ":00" : ""}+05:30`});
      close_panel();
    }), h("h3", {}, "How it runs"), form([{name: "mode", options: ["manual", "real", "fast:60", "fast:3600"], value: state.mode}],
    "Set", ({mode}) => act(`Clock: ${mode}`, "PUT", "/_mock/clock", {mode})));
}

async function show_clock() {
  const [clock, due] = await Promise.all([get("/_mock/clock"), get("/_mock/due?limit=1")]);
  Object.assign(state, {now: clock.now, now_ist: clock.now_ist, mode: clock.mode});
  const next = due.data[0];
  replace(of("clock"), h("strong", {id: "now"}, time(clock.now_ist)), clock.mode === "manual" ? "" : h("span.soft", {}, clock.mode),
    h("span.row", {}, clock_buttons(next)),
    next ? h("span.next", {}, "Next: ", h("span", {}, next.says), h("span.soft", {}, ` ${away(next.at, clock.now)}, ${time(next.at_ist)}`))
      : h("span.next.soft", {}, "Nothing is due"));
}

function wrong(error) {
  return h("div.empty", {role: "alert"}, h("h1", {}, error.status === 404 ? "There is no such thing here" : "That did not work"),
    h("p", {}, error.message), error.rule && h("p.soft", {}, `Rule ${error.rule}`),
    error.status === 401 ? h("p", {}, "Keys begin with sk_test_. ", h("a", {href: link_to("mandates", "", {}, "sk_test_lotusbox")}, "To the example world"))
      : h("p", {}, h("a", {href: link_to("mandates")}, "To the mandates")));
}

/** Shows the screen anew; what was asked for later wins. */
async function show() {
  const turn = ++shown;
  const screen = SCREENS[route.screen] ?? SCREENS.mandates;
  let content;
  try {
    await show_clock();
    content = await (route.id && screen.one ? screen.one : screen.list)(route);
  } catch (error) {
    content = wrong(error);
  }
  if (turn !== shown) return;
  replace(of("main"), content);
  document.title = `${route.id || screen.name} · lotusbox`;
  document.body.dataset.kind = content instanceof Element && content.classList.contains("empty") ? "failed" : "shown";
  document.body.dataset.shown = String(turn);
}

function live_is(words, kind) {
  of("live").className = `live ${kind}`;
  of("live").setAttribute("aria-label", words);
  of("live").title = words;
}

let soon = 0;
/** Many things that happen at once are shown at once; forms that are open stay as they are. */
function show_soon() {
  if (soon) return;
  soon = setTimeout(() => {
    soon = 0;
    show();
  }, 120);
}

function watch() {
  ends.abort();
  ends = new AbortController();
  let began = false;
  listen(state.world, (kind) => {
    if (kind === "open") live_is("Live: what happens appears by itself", "on");
    if (kind === "closed") live_is("The server does not answer; trying again", "off");
    if (kind === "change") show_soon();
    // Who comes back may have missed something; at first the screen is on its way already.
    if (kind === "begin" && began) show_soon();
    if (kind === "begin") began = true;
  }, ends.signal);
}

function on_route() {
  const before = state.world;
  route = read_route();
  state.world = route.world;
  if (before !== state.world || !shown) watch();
  of("q").value = route.query.q ?? "";
  show_nav();
  close_panel();
  of("main").focus({preventScroll: true});
  window.scrollTo(0, 0);
  show();
}

let quiet = 0;
on_say((words, more) => {
  clearTimeout(quiet);
  if (more.curl) {
    replace(of("curl_line"), h("span.soft", {}, "Last done: "), h("code", {}, more.curl), " ", copy_button(more.curl, "the curl"));
  }
  const place = of("said");
  place.className = `said ${more.bad ? "bad" : "good"}`;
  replace(place, h("p", {}, words), h("span.row", {},
    more.curl && copy_button(more.curl, "the curl of what was done"),
    more.undo && doing("Undo", () => go_back(more.undo.name), {id: "undo"}),
    more.until && doing(`Clock to ${time(more.until)}, when it passes`, () => advance_until(more.until)),
    more.go && h("a", {href: more.go}, "Go there"),
    h("button.quiet", {type: "button", "aria-label": "Dismiss", onclick: () => { place.className = "said"; place.replaceChildren(); }}, "×")));
  if (!more.bad) quiet = setTimeout(() => { place.className = "said"; place.replaceChildren(); }, 12000);
});

const HELP = [["/", "Search"], ["g m", "Mandates"], ["g s", "Sources"], ["g a", "Activity: events, webhooks, calls, mails"], ["g c", "Coverage"], ["g w", "World"],
              ["j k", "Down and up in a list"], ["Enter", "Open"], ["n", "New source"], ["N", "New mandate"], ["t", "Clock to the next due thing"],
              ["u", "Undo"], ["Esc", "Close"], ["?", "This help"]];
const help = () => open_panel("Keys", h("dl.facts", {}, HELP.map(([keys, words]) => h("div", {}, h("dt", {}, h("kbd", {}, keys)), h("dd", {}, words)))));

function move(by) {
  const rows = [...document.querySelectorAll("main tr[data-row] :is(a.id,button.link):first-of-type")].filter((one, i, all) =>
    all.findIndex((other) => other.closest("tr") === one.closest("tr")) === i);
  const at = rows.findIndex((one) => one.closest("tr").contains(document.activeElement));
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}

let after_g = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (!close_panel()) document.activeElement?.blur?.();
    return;
  }
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const then_g = Date.now() - after_g < 1500;
  after_g = 0;
  const screen = then_g && Object.entries(SCREENS).find(([, one]) => one.key === event.key);
  const keys = {"/": () => of("q").focus(), "?": help, j: () => move(1), k: () => move(-1), n: make_source, N: make_mandate,
                g: () => { after_g = Date.now(); }, u: () => of("undo")?.click(),
                t: () => document.querySelector('#clock [data-focus="do-To the next"]')?.click()};
  const todo = screen ? () => { location.hash = link_to(screen[0]); } : keys[event.key];
  if (!todo) return;
  event.preventDefault();
  todo();
});

of("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const q = of("q").value.trim();
  location.hash = link_to(route.screen === "sources" && !route.id ? "sources" : "mandates", "", {q});
});

of("world").addEventListener("click", async () => {
  try {
    const {data} = await get("/_mock/worlds");
    open_panel("Worlds", h("ul.items", {}, data.map((one) => h("li", {}, one.current ? h("strong", {}, one.key)
      : one.key.includes("***") ? one.key : h("a", {href: link_to("mandates", "", {}, one.key)}, one.key),
    h("span.soft", {}, ` ${one.mandates} mandates, ${one.events} events, ${time(one.now_ist)}`)))),
    form([{name: "key", label: "Key of a world", value: "", placeholder: "sk_test_…", help: "Keys of others are masked: type the whole key"}], "Go there", async ({key}) => {
      if (!/^sk_test_.+/.test(key ?? "")) throw Object.assign(new Error("A key begins with sk_test_"), {param: "key"});
      location.hash = link_to("mandates", "", {}, key);
    }), h("p", {}, h("a", {href: link_to("world")}, "Everything about this world")));
  } catch (error) {
    await tell(error);
  }
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-har]");
  if (!link) return;
  event.preventDefault();
  const har = await get("/_mock/requests.har");
  h("a", {href: URL.createObjectURL(new Blob([JSON.stringify(har)], {type: "application/json"})), download: "lotusbox.har"}).click();
  say("Downloaded lotusbox.har", {curl: curl_of("GET", "/_mock/requests.har")});
});
document.addEventListener("changed", show_soon);
window.addEventListener("hashchange", on_route);
on_route();
