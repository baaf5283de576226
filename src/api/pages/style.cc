#include "api/pages/style.h"

namespace lotusbox::api {

// Text on its ground has a contrast of 7 to 1 at least, edges of controls 3 to 1; the browser test
// measures both schemes. Meaning is in words and shapes: colour only repeats it.
const std::string_view kPageStyle = R"css(
:root {
  color-scheme: light dark;
  --ground: #f6f3ee; --card: #ffffff; --ink: #24212a; --soft: #524c5a; --line: #e3dcd3;
  --edge: #7d7486; --accent: #7d1f52; --on-accent: #ffffff; --lift: #641641;
  --wash: #f8edf3; --warn: #7a3200; --warn-wash: #fdf1e3; --good: #1c5a35;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #161419; --card: #201d25; --ink: #f0ecf3; --soft: #c0b8c8; --line: #37323e;
    --edge: #8c8396; --accent: #f2a9cb; --on-accent: #2b0a1b; --lift: #f9cbe0;
    --wash: #2d212b; --warn: #fbc48c; --warn-wash: #31251a; --good: #97ddb2;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, p, dl, dd, fieldset, table { margin: 0; }
svg { fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round;
  stroke-linejoin: round; flex: none; }
.banner { background: var(--wash); border-bottom: 1px solid var(--line); }
.banner p {
  display: flex; align-items: center; justify-content: center; gap: .5rem;
  padding: .5rem 1rem; font-size: .875rem; color: var(--soft);
}
.banner svg { width: 1.5rem; height: 1.25rem; color: var(--accent); stroke-width: 1.25; }
main, footer { width: 100%; max-width: 36rem; margin: 0 auto; padding: 0 1rem; }
main { flex: 1; padding-top: 1.75rem; padding-bottom: 1.5rem; }
h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 650; letter-spacing: -.01em; }
h2 { font-size: 1.0625rem; line-height: 1.3; font-weight: 650; margin-bottom: .75rem; }
.lead { margin-top: .5rem; font-size: 1.0625rem; }
.small { font-size: .875rem; color: var(--soft); }
.lead + .small { margin-top: .25rem; }
.card {
  margin-top: 1.25rem; padding: 1.125rem 1.25rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
}
.notice { background: var(--warn-wash); border-left: .3rem solid var(--warn); }
.notice h2 { margin-bottom: .25rem; color: var(--warn); }
.facts > div {
  display: grid; grid-template-columns: minmax(7rem, 2fr) 3fr; gap: 0 1rem; padding: .4rem 0;
}
.facts > div + div { border-top: 1px solid var(--line); }
dt { color: var(--soft); }
dd { font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0;
  overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: .875rem; font-weight: 400; color: var(--soft); }
tbody th { font-weight: 400; color: var(--soft); }
tbody tr > * { border-top: 1px solid var(--line); }
td.after { font-weight: 650; }
[data-page="ui"] table, [data-page="coverage"] table { table-layout: fixed; }
[data-page="ui"] :is(td, th), [data-page="coverage"] :is(td, th) { overflow-wrap: anywhere; }
[data-page="coverage"] thead th:last-child { width: 5rem; }
table + table, p + p button, input + p, .steps > :first-child, .steps + p { margin-top: .75rem; }
#now { margin-bottom: .75rem; }
fieldset { border: 0; padding: 0; min-width: 0; }
fieldset + *, .card > * + fieldset { margin-top: 1.25rem; }
legend { padding: 0; font-weight: 650; margin-bottom: .5rem; }
.choice {
  display: flex; align-items: center; gap: .75rem; min-height: 2.75rem; padding: .25rem .75rem;
  border: 1px solid var(--edge); border-radius: .5rem; cursor: pointer;
}
.choice + .choice { margin-top: .5rem; }
.choice:has(input:checked) { background: var(--wash); border-color: var(--accent); }
input[type="radio"] { width: 1.25rem; height: 1.25rem; margin: 0; flex: none;
  accent-color: var(--accent); }
label[for="reason_code"], label[for="mobile"], label[for="world"] {
  display: block; margin-bottom: .25rem;
}
select, input[type="tel"], input[type="text"] {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: var(--ink);
  background: var(--card); border: 1px solid var(--edge); border-radius: .5rem;
}
select + button, input[type="tel"] + button { margin-top: .75rem; }
button, .continue {
  display: flex; align-items: center; justify-content: center; gap: .5rem;
  width: 100%; min-height: 3rem; padding: .625rem 1rem; border-radius: .5rem;
  font: inherit; font-weight: 650; text-align: center; text-decoration: none; cursor: pointer;
  color: var(--accent); background: transparent; border: 2px solid var(--accent);
}
button svg, .continue svg { width: 1rem; height: 1rem; stroke-width: 2.25; }
button:hover { background: var(--wash); }
.accept, .continue { background: var(--accent); color: var(--on-accent); }
.accept:hover, .continue:hover { background: var(--lift); border-color: var(--lift); }
.apart { margin-top: 1.25rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.leave { margin-top: 1.25rem; border: 0; color: var(--ink); font-weight: 550;
  text-decoration: underline; text-underline-offset: .2em; }
.leave + .small { margin-top: .25rem; text-align: center; text-wrap: balance; }
.continue { margin-top: 1.25rem; }
.end { text-align: center; padding: 2rem 1.25rem; }
.end > svg { width: 3.25rem; height: 3.25rem; margin-bottom: 1rem; color: var(--soft);
  stroke-width: 1; }
.end > svg.good { color: var(--good); }
.end > svg.bad { color: var(--warn); }
.end h1, .end p { text-wrap: balance; }
.end p { margin-top: .75rem; }
.end .facts { margin-top: 1.25rem; text-align: left; border-top: 1px solid var(--line); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: .5rem; }
.choice:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }
.choice input:focus-visible { outline: none; }
footer { padding-bottom: 1.5rem; }
footer p { font-size: .875rem; color: var(--soft); text-align: center; }
@media (min-width: 48rem) {
  [data-page="ui"], [data-page="coverage"] { max-width: 60rem; }
  [data-page="ui"] table { table-layout: auto; }
  [data-page="ui"] :is(td, th) { overflow-wrap: break-word; }
  [data-page="ui"] .steps { display: flex; gap: .75rem; }
  [data-page="ui"] .steps > p { flex: 1; }
  [data-page="ui"] .steps > p button { margin-top: .75rem; }
}
@media (max-width: 24rem) {
  .card { padding-left: 1rem; padding-right: 1rem; }
  .facts > div { grid-template-columns: 1fr; }
}
)css";

}  // namespace lotusbox::api
