// The page for people who watch a world. Unlike the pages of links it needs a script: it asks the
// control plane for everything that it shows, and puts it in as text.
#include "api/pages/page_writer.h"
#include "api/pages/pages.h"

namespace lotusbox::api {

namespace {

constexpr std::string_view kScript = R"js(
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
)js";

void write_table(PageWriter& out, std::string_view id, std::string_view title,
                 std::initializer_list<std::string_view> columns) {
  const std::string heading = std::string(id) + "_heading";
  out.markup("<section class=\"card\"").attribute("aria-labelledby", heading).markup(">\n");
  out.heading(heading, title);
  out.markup("<table><thead><tr>");
  for (const std::string_view column : columns) {
    out.markup("<th scope=\"col\">").text(column).markup("</th>");
  }
  out.markup("</tr></thead>\n<tbody").attribute("id", id).markup("></tbody></table>\n<p");
  out.attribute("id", std::string(id) + "_none").markup(" class=\"small\">None yet.</p>\n");
  out.markup("</section>\n");
}

}  // namespace

std::string render_ui(std::string_view example_key) {
  PageWriter out;
  open_page(out, "A world", "ui", "loading", kScript);
  out.markup("<h1>What happens in a world</h1>\n<section class=\"card\"");
  out.markup(" aria-labelledby=\"clock\">\n").heading("clock", "Its clock");
  out.markup("<p id=\"now\">…</p>\n<label for=\"world\">Key of the world</label>\n<input");
  out.attribute("value", example_key).markup(" id=\"world\" type=\"text\">\n");
  constexpr std::string_view kSpans[][2] = {
      {"PT1H", "One hour on"}, {"P1D", "One day on"}, {"P7D", "Seven days on"}};
  out.markup("<div class=\"steps\">\n");
  for (const auto& span : kSpans) {
    out.markup("<p><button type=\"button\"").attribute("data-by", span[0]).markup(">");
    out.text(span[1]).markup("</button></p>\n");
  }
  out.markup("</div>\n");
  out.markup(
      "<p><button type=\"button\" id=\"refresh\" class=\"accept\">Look again</button></p>\n");
  out.markup("<p id=\"said\" role=\"status\"></p>\n</section>\n");
  write_table(out, "events", "The last events", {"When", "What", "About"});
  write_table(out, "deliveries", "Their deliveries", {"What", "Status", "Attempts"});
  write_table(out, "calls", "The last calls", {"Call", "Status", "Why refused"});
  out.markup("<section class=\"card\" aria-labelledby=\"tried\">\n")
      .heading("tried", "Tried so far");
  out.markup("<p id=\"coverage\">…</p>\n");
  out.markup("<p><a class=\"continue\" href=\"/_mock/coverage?format=html&amp;scope=all\">");
  out.markup("What was never tried, in all worlds</a></p>\n</section>\n");
  close_page(out, {});
  return out.take();
}

}  // namespace lotusbox::api
