// Small pieces that several screens use: copying, the panel, forms whose refusals stand at the
// field, and buttons that do something to the world.
import {code, h} from "./dom.js";
import {call, curl_of, get, Refused, say, state} from "./api.js";

export function copy_button(text, what) {
  const words = what.startsWith("the curl") ? "copy curl" : "copy";
  return h("button.copy", {type: "button", "aria-label": `${words}: ${what}`, onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      say(`Copied ${what}`);
    } catch {
      say(`Copy it by hand: ${text}`);
    }
  }}, words);
}

let opener = null;
export function open_panel(title, ...content) {
  const panel = document.getElementById("panel");
  if (panel.hidden) opener = document.activeElement;
  panel.replaceChildren(
    h("div.head", {}, h("h2", {id: "panel_title", tabindex: "-1"}, title),
      h("button.push.quiet", {type: "button", id: "close", "aria-label": "Close details", onclick: close_panel}, "Close")),
    ...content.flat(3).filter(Boolean));
  panel.hidden = false;
  document.body.classList.add("with_panel");
  panel.scrollTop = 0;
  document.getElementById("panel_title").focus();
}

export function close_panel() {
  const panel = document.getElementById("panel");
  if (panel.hidden) return false;
  panel.hidden = true;
  panel.replaceChildren();
  document.body.classList.remove("with_panel");
  if (opener?.isConnected) opener.focus();
  return true;
}

export function after_change() {
  document.dispatchEvent(new CustomEvent("changed"));
}

/** When a refusal would pass, from its explanation; nothing when time does not help. */
export async function passes_at(id) {
  try {
    const why = await get(`/_mock/why/${encodeURIComponent(id)}`);
    return why.passes_at_ist ?? null;
  } catch {
    return null;
  }
}

export async function tell(error) {
  if (!(error instanceof Refused)) {
    say(error.message, {bad: true});
    return;
  }
  const later = error.rule && error.id ? await passes_at(error.id) : null;
  say(`${error.message}${error.rule ? ` (${error.rule})` : ""}`, {bad: true, until: later, curl: state.curl});
}

/** A button that does something; what goes wrong is said. */
export function doing(words, work, given) {
  const button = h("button", {type: "button", "data-focus": `do-${words}`, ...given, onclick: async () => {
    button.disabled = true;
    try {
      await work();
      after_change();
    } catch (error) {
      await tell(error);
    } finally {
      button.disabled = false;
    }
  }}, words);
  return button;
}

function input_of(field) {
  const given = {id: `f_${field.name}`, name: field.name, "aria-describedby": `h_${field.name}`,
                 required: field.required};
  if (field.options) {
    return h("select", given, field.options.map((one) => {
      const [value, words] = Array.isArray(one) ? one : [one, one];
      return h("option", {value, selected: value === (field.value ?? "")}, words || "–");
    }));
  }
  if (field.lines) {
    const area = h("textarea", {...given, rows: field.lines, spellcheck: "false"});
    area.value = field.value ?? "";
    return area;
  }
  return h("input", {...given, type: field.type ?? "text", value: field.value ?? "",
                     placeholder: field.placeholder, autocomplete: "off"});
}

/** Names such as nach_debit[debtor_email] end in the name of the field. */
const last_name = (param) => param?.replaceAll("]", "").split(/[[.]/).at(-1);

/** A form: fields {name, label, help, options, type, value, required, group}. `send` gets what was
    filled in; where it is refused, the refusal stands at its field. */
export function form(fields, submit_words, send) {
  const problem = h("p.problem", {role: "alert"});
  const groups = new Map();
  for (const field of fields) {
    const name = field.group ?? "";
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(h("div.field", {"data-field": field.name},
      h("label", {for: `f_${field.name}`}, field.label ?? field.name), input_of(field),
      h("p.help", {id: `h_${field.name}`}, field.help ?? "")));
  }
  const parts = [...groups].map(([name, list], place) => (name === "" ? list
    : h("details", {open: place < 1}, h("summary", {}, name), list)));
  const element = h("form.fields", {novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    problem.textContent = "";
    for (const one of element.querySelectorAll("[data-field]")) {
      one.classList.remove("wrong");
      one.querySelector(".help").textContent = fields.find((f) => f.name === one.dataset.field).help ?? "";
      one.querySelector("input,select,textarea").removeAttribute("aria-invalid");
    }
    const filled = {};
    for (const [name, value] of new FormData(element)) {
      if (String(value).trim() !== "") filled[name] = String(value).trim();
    }
    try {
      await send(filled);
      after_change();
    } catch (error) {
      const at = element.querySelector(`[data-field="${CSS.escape(last_name(error.param) ?? "")}"]`);
      const words = `${error.message}${error.rule ? ` (${error.rule})` : ""}`;
      if (at) {
        at.classList.add("wrong");
        at.closest("details")?.setAttribute("open", "");
        at.querySelector(".help").textContent = words;
        const control = at.querySelector("input,select,textarea");
        control.setAttribute("aria-invalid", "true");
        control.focus();
      }
      if (!at) problem.textContent = words;
      const later = error.id && error.rule ? await passes_at(error.id) : null;
      if (later) say(`${words}`, {bad: true, until: later});
    }
  }}, problem, parts, h("p.row", {}, h("button.primary", {type: "submit"}, submit_words)));
  return element;
}

/** The curl of what a button would do, folded. */
export function curl_block(method, path, body) {
  const line = curl_of(method, path, body);
  return h("details.curl", {}, h("summary", {}, "As curl"), code(line, "curl"), copy_button(line, "the curl"));
}

export {call};
