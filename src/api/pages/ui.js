// The script of the page for people who watch a world. It asks the control plane for everything
// that it shows, and puts it in as text.
const of = (id) => document.getElementById(id);
const make = (name, text) => {
  const element = document.createElement(name);
  element.textContent = text ?? "";
  return element;
};
async function call(method, path, body) {
  const headers = {"Accept": "application/json", "Lotusbox-World": of("world").value.trim()};
  if (body) headers["Content-Type"] = "application/json";
  const sent = {method, headers, body: body && JSON.stringify(body)};
  const answer = await fetch("/_mock/" + path, sent);
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error ? json.error.message : "status " + answer.status);
  return json;
}
function short(instant) {
  return instant.slice(0, 19).replace("T", " ");
}
function fill(id, items, cells) {
  const rows = items.slice(-20).reverse().map((item) => {
    const row = make("tr");
    row.append(...cells(item).map((text) => make("td", text)));
    return row;
  });
  of(id).replaceChildren(...rows);
  of(id + "_none").hidden = rows.length > 0;
}
async function newest(list) {
  const total = (await call("GET", list + "&limit=1")).total;
  return (await call("GET", list + "&offset=" + Math.max(0, total - 20))).data;
}
async function explain(item) {
  if (!item.rule) return "";
  const why = await call("GET", "why/" + encodeURIComponent(item.id));
  const parts = [item.rule + ": " + why.message];
  if (why.blocking) parts.push(why.blocking);
  for (const [name, value] of Object.entries(why.inputs)) parts.push(name + " " + value);
  if (why.passes_at_ist) parts.push("passes at " + why.passes_at_ist);
  return parts.join("; ");
}
async function show() {
  const clock = await call("GET", "clock");
  of("now").textContent = clock.now_ist + " (" + clock.mode + ")";
  fill("events", await newest("events?brief=1"),
       (e) => [short(e.created_ist), e.type, e.resource_id]);
  fill("deliveries", await newest("deliveries?"),
       (d) => [d.type, d.status, d.attempts.map((a) => a.http_status ?? a.verdict).join(", ")]);
  const calls = (await call("GET", "requests")).data.filter((c) => !c.path.startsWith("/_mock/"));
  const last = calls.slice(-20);
  const reasons = await Promise.all(last.map(explain));
  const reason = new Map(last.map((c, place) => [c.id, reasons[place]]));
  fill("calls", last, (c) => [c.method + " " + c.path, String(c.status), reason.get(c.id)]);
  const coverage = (await call("GET", "coverage")).summary;
  of("coverage").textContent = coverage.rows.covered + " of " + coverage.rows.total +
      " transitions, " + coverage.rules.covered + " of " + coverage.rules.total + " rules";
}
async function act(work) {
  try {
    await work();
    await show();
    of("said").textContent = "";
    document.querySelector("main").dataset.kind = "shown";
  } catch (error) {
    of("said").textContent = error.message;
    document.querySelector("main").dataset.kind = "failed";
  }
}
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("button[data-by]")) {
    button.addEventListener("click", () => act(() =>
        call("POST", "clock/advance", {by: button.dataset.by})));
  }
  of("refresh").addEventListener("click", () => act(async () => {}));
  of("world").addEventListener("change", () => act(async () => {}));
  act(async () => {});
});
