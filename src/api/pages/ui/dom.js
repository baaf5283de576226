// Elements, and how values are written for people. Everything that comes from outside is put in as
// text: nothing here reads HTML.

/** h("button.primary", {onclick}, "Text", child, [children]) */
export function h(name, given, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (key === "class") {
      element.classList.add(...value.split(" ").filter(Boolean));
    } else {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      add(element, child);
    } else if (child !== null && child !== undefined && child !== false) {
      element.append(child);
    }
  }
}

const rupees = new Intl.NumberFormat("en-IN", {style: "currency", currency: "INR"});
/** Paise as rupees, grouped as in India: ₹1,23,456.00 */
export function money(paise) {
  return paise === null || paise === undefined ? "–" : rupees.format(paise / 100);
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
/** 2026-01-15T05:30:00+05:30 as 15 Jan 2026, 05:30 IST; a date alone as 15 Jan 2026. */
export function time(ist) {
  if (!ist) return "–";
  const day = `${Number(ist.slice(8, 10))} ${MONTHS[Number(ist.slice(5, 7)) - 1]} ${ist.slice(0, 4)}`;
  if (ist.length < 16) return day;
  const seconds = ist.slice(17, 19);
  return `${day}, ${ist.slice(11, 16)}${seconds === "00" ? "" : `:${seconds}`} IST`;
}

/** From `now` to `at`, both in seconds of the world: "in 6 d", "3 h ago", "now". */
export function away(at, now) {
  const seconds = Math.abs(at - now);
  if (seconds < 1) return "now";
  const words = span(seconds);
  return at > now ? `in ${words}` : `${words} ago`;
}

export function span(seconds) {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86400 * 2) return `${Math.floor(seconds / 3600)} h`;
  if (seconds < 86400 * 90) return `${Math.floor(seconds / 86400)} d`;
  if (seconds < 86400 * 730) return `${Math.floor(seconds / 86400 / 30.44)} months`;
  return `${Math.floor(seconds / 86400 / 365.25)} years`;
}

const GOOD = new Set(["active", "submitted", "delivered", "confirmed", "used", "applied", "settled"]);
const BAD = new Set(["failed", "cancelled", "given_up", "rejected", "returned", "withdrawn", "expired",
                     "lost", "refused", "lapsed", "closed"]);
/** A status as a word in a box; colour only repeats what the word says. */
export function badge(status, more) {
  const kind = GOOD.has(status) ? "good" : BAD.has(status) ? "bad" : "wait";
  return h("span.badge", {class: kind}, more ? `${status}: ${more}` : status);
}

/** A table, or what to do while there is nothing to show. Each row: {key, cells, open}. */
export function table(caption, columns, rows, empty) {
  if (!rows.length) return empty ?? h("p.empty", {}, "Nothing here yet.");
  return h("div.scroll", {tabindex: "0", role: "region", "aria-label": `Table: ${caption}`},
    h("table", {},
      h("caption.unseen", {}, caption),
      h("thead", {}, h("tr", {}, columns.map((one) => h("th", {scope: "col"}, one || h("span.unseen", {}, "What to do"))))),
      h("tbody", {}, rows.map((row) => h("tr", {"data-row": row.key}, row.cells.map((cell, place) =>
        h("td", {"data-label": columns[place]}, cell)))))));
}

export function facts(pairs) {
  return h("dl.facts", {}, pairs.filter((pair) => pair && pair[1] !== null && pair[1] !== undefined &&
    pair[1] !== "").map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

export function card(title, ...children) {
  return h("section.card", {"aria-label": title}, h("h2", {}, title), children);
}

export function code(text, label) {
  return h("pre", {tabindex: "0", "aria-label": label ?? "Text", role: "region"}, h("code", {}, text));
}

export function pretty(json) {
  try {
    return JSON.stringify(typeof json === "string" ? JSON.parse(json) : json, null, 2);
  } catch {
    return String(json);
  }
}

/** Puts new content into a place, and the focus back onto what stands where it was. */
export function replace(place, ...content) {
  const active = document.activeElement;
  const inside = place.contains(active);
  const key = inside ? active.closest("[data-focus],[id]") : null;
  const name = key?.dataset.focus ?? key?.id;
  const scroll = [...place.querySelectorAll(".scroll")].map((one) => one.scrollLeft);
  place.replaceChildren();
  add(place, content);
  place.querySelectorAll(".scroll").forEach((one, i) => {
    if (scroll[i]) one.scrollLeft = scroll[i];
  });
  if (!name) return;
  const again = [...place.querySelectorAll("[data-focus],[id]")]
    .find((one) => (one.dataset.focus ?? one.id) === name);
  again?.focus({preventScroll: true});
}
