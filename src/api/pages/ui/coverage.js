// What was tried so far: a bar for each machine, its states with the transitions between them, and
// the rules, codes and events that nothing has reached yet.
import {h} from "./dom.js";
import {get, with_query} from "./api.js";
import {link_to} from "./route.js";

const SVG = "http://www.w3.org/2000/svg";
function s(name, given, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(given)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

function bar(share, name) {
  const percent = share.total ? Math.round(share.covered * 100 / share.total) : 0;
  return h("span.bar_row", {}, h("meter", {min: "0", max: String(share.total), value: String(share.covered),
    "aria-label": `${name}: ${share.covered} of ${share.total}`}), h("span", {}, `${share.covered} of ${share.total} (${percent} %)`));
}

const STEP = 34;
/** States from top to bottom; each transition an arc, drawn through where it was tried. */
function drawing(machine, rows) {
  const states = [...new Set(rows.flatMap((row) => [row.from, row.to]))].filter(Boolean);
  const y = (state) => 22 + states.indexOf(state) * STEP;
  const arcs = rows.filter((row) => row.from && row.to && row.from !== row.to);
  const svg = s("svg", {viewBox: `0 0 420 ${states.length * STEP + 20}`, role: "img", class: "machine",
                        "aria-label": `States of ${machine}: ${states.join(", ")}`});
  for (const row of arcs) {
    const down = y(row.to) > y(row.from);
    const side = down ? 1 : -1;
    const far = 40 + Math.min(150, Math.abs(y(row.to) - y(row.from)) * 0.7);
    const x = 210 + side * 62;
    const path = s("path", {class: row.count ? "tried" : "never",
      d: `M ${x} ${y(row.from)} C ${x + side * far} ${y(row.from)} ${x + side * far} ${y(row.to)} ${x} ${y(row.to)}`});
    const title = s("title", {});
    title.textContent = `${row.id}: ${row.from} to ${row.to}, ${row.count ? `${row.count} times` : "never tried"}`;
    path.append(title);
    svg.append(path);
  }
  for (const state of states) {
    const reached = rows.some((row) => row.to === state && row.count);
    const box = s("rect", {x: 148, y: y(state) - 12, width: 124, height: 24, rx: 6, class: reached ? "tried" : "never"});
    const word = s("text", {x: 210, y: y(state) + 4, "text-anchor": "middle"});
    word.textContent = state;
    svg.append(box, word);
  }
  return svg;
}

function items(list, name_of) {
  return h("ul.items", {}, list.map((one) => h("li", {class: name_of(one).count ? "" : "never"},
    h("span.id", {}, one.id), " ", h("span.soft", {}, name_of(one).count ? `${name_of(one).count}×` : "never"))));
}

function section(title, share, list, never, draw) {
  const shown = never ? list.filter((one) => !(one.count ?? one.refused)) : list;
  return h("details.part", {"data-part": title}, h("summary", {}, h("span.title", {}, title), bar(share, title)),
    draw, shown.length ? items(shown, (one) => ({count: one.count ?? one.refused})) : h("p.soft", {}, "Nothing is left here."));
}

export async function coverage(route) {
  const scope = route.query.scope ?? "world";
  const never = route.query.never === "1";
  const report = await get(with_query("/_mock/coverage", {scope}));
  const by_machine = Map.groupBy ? Map.groupBy(report.rows, (row) => row.machine)
    : report.rows.reduce((map, row) => map.set(row.machine, [...(map.get(row.machine) ?? []), row]), new Map());
  const go = (more) => link_to("coverage", "", {scope, never: never ? "1" : "", ...more});
  const open = new Set([...document.querySelectorAll("details.part[open]")].map((one) => one.dataset.part));
  const parts = [...[...by_machine].map(([machine, rows]) => section(`Machine: ${machine}`,
    {covered: rows.filter((row) => row.count).length, total: rows.length}, rows, never, drawing(machine, rows))),
    section("Rules that refused", report.summary.rules, report.rules, never),
    section("Error codes", report.summary.codes, report.codes, never),
    section("Event types", report.summary.event_types, report.event_types, never),
    section("What became of links", report.summary.link_outcomes, report.link_outcomes, never)];
  for (const part of parts) if (open.has(part.dataset.part)) part.open = true;
  return [h("div.head", {}, h("h1", {}, "What was tried"), bar(report.summary.rows, "Transitions")),
    h("div.chips", {role: "group", "aria-label": "What is shown"},
      h("a.chip", {href: go({scope: "world"}), "aria-current": scope === "world" ? "true" : null}, "this world"),
      h("a.chip", {href: go({scope: "all"}), "aria-current": scope === "all" ? "true" : null}, "all worlds"),
      h("a.chip", {href: go({never: never ? "" : "1"}), "aria-current": never ? "true" : null}, "never tried")),
    parts];
}
