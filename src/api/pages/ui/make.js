// Forms: what a person makes and manages. The names of the fields are the vendor's.
import {code, h} from "./dom.js";
import {act, call, curl_of, say} from "./api.js";
import {after_change, close_panel, doing, form, open_panel} from "./parts.js";
import {link_to} from "./route.js";

const FREQUENCIES = ["", "ADHO", "INDA", "DAIL", "WEEK", "MNTH", "BIMN", "QURT", "MIAN", "YEAR"];
const MODES = ["", "netbanking", "debitcard", "aadhaar", "others"];
const paise = "In paise: 500000 is ₹5,000.00";

const debit_fields = (variant) => [
  {name: "debtor_account_name", value: "RAVI SAMPLEKAR", required: true, group: "Debtor"},
  {name: "debtor_account_number", value: "999900000002", required: true, group: "Debtor",
   help: "Some numbers decide what the bank does: 9999… lists are in the README"},
  {name: "debtor_account_type", options: ["savings", "current", "cc", "nre", "nro", "other"], value: "savings", group: "Debtor"},
  {name: "debtor_agent_code", value: "ICIC", group: "Debtor", help: "Four letters of the bank, or use the MMBID below"},
  {name: "amount_maximum", value: "500000", type: "text", group: "Terms", help: `${paise}. Or a fixed amount below, not both`},
  {name: "amount_collection", group: "Terms", help: paise},
  {name: "frequency", options: FREQUENCIES, value: "MNTH", group: "Terms"},
  {name: "date_first_collection", type: "date", group: "Terms"},
  {name: "date_final_collection", type: "date", group: "Terms"},
  {name: "reference1", value: "LOAN-1", group: "Terms"},
  {name: "variant", options: ["emandate_api", "emandate_esign", "physical"], value: variant, group: "Terms"},
  {name: "debtor_email", type: "text", group: "More"}, {name: "debtor_mobile", group: "More"},
  {name: "debtor_phone", group: "More"}, {name: "debtor_pan", group: "More"},
  {name: "debtor_agent_mmbid", group: "More"}, {name: "category_code", group: "More"},
  {name: "date_of_mandate", type: "date", group: "More"},
  {name: "occurrence_sequence_type", options: ["", "RCUR", "OOFF"], group: "More"},
  {name: "creditor_agent_code", group: "More"}, {name: "creditor_utility_code", group: "More"},
  {name: "reference2", group: "More"}, {name: "reference3", group: "More"},
  {name: "reference4", group: "More"}, {name: "reference5", group: "More"},
];

const AMOUNTS = new Set(["amount_maximum", "amount_collection", "amount"]);
function numbers(filled) {
  return Object.fromEntries(Object.entries(filled).map(([name, value]) =>
    [name, AMOUNTS.has(name) && /^\d+$/.test(value) ? Number(value) : value]));
}

function source_body(filled) {
  const {return_url, auth_mode, customer, bank_account, agent, metadata, ...debit} = filled;
  const body = {type: "nach_debit", nach_debit: numbers(debit)};
  if (return_url || auth_mode) body.redirect = {...(return_url && {return_url}), ...(auth_mode && {auth_mode})};
  for (const [name, value] of Object.entries({customer, bank_account, agent})) if (value) body[name] = value;
  if (metadata) body.metadata = JSON.parse(metadata);
  return body;
}

export function make_source() {
  open_panel("New source", h("p.soft", {}, "A source asks a customer for a mandate. What is empty is not sent."),
    form([...debit_fields("emandate_api"),
      {name: "return_url", group: "Redirect", help: "Where the customer goes afterwards"},
      {name: "auth_mode", options: MODES, group: "Redirect"},
      {name: "customer", group: "Redirect"}, {name: "bank_account", group: "Redirect"},
      {name: "agent", group: "Redirect"}, {name: "metadata", group: "Redirect", help: "JSON: {\"loan\": \"7\"}"}],
    "Make the source", async (filled) => {
      const made = await act("New source", "POST", "/v1/sources", source_body(filled));
      close_panel();
      location.hash = link_to("sources", made.id);
    }));
}

export function make_mandate() {
  open_panel("New mandate", h("p.soft", {}, "Made directly, without a source and its customer, in the state that you choose."),
    form([{name: "status", options: ["active", "acknowledged", "paused", "failed", "cancelled", "expired"], value: "active", group: "State"},
      {name: "umrn", group: "State"}, {name: "customer", group: "State"}, ...debit_fields("emandate_api")],
    "Make the mandate", async (filled) => {
      const made = await act("New mandate", "POST", "/_mock/mandates", numbers(filled));
      close_panel();
      location.hash = link_to("mandates", made.mandate ?? made.id);
    }));
}

/** Rows of a CSV as objects; quotes and commas within them as usual. */
export function read_csv(text) {
  const rows = [];
  let row = [], cell = "", quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') { cell += '"'; i += 1; } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ",") { row.push(cell); cell = ""; } else if (c === "\n" || c === "\r") {
      if (cell || row.length) { row.push(cell); rows.push(row); }
      row = []; cell = "";
    } else cell += c;
  }
  if (cell || row.length) { row.push(cell); rows.push(row); }
  const [names, ...lines] = rows;
  return (names ? lines : []).map((line) => Object.fromEntries(
    names.map((name, i) => [name.trim(), (line[i] ?? "").trim()]).filter(([, value]) => value)));
}

const SAMPLE = `reference1,debtor_account_name,debtor_account_number,debtor_account_type,debtor_agent_code,amount_maximum,frequency,variant
LOAN-101,ASHA SAMPLEKAR,999900000002,savings,ICIC,500000,MNTH,emandate_api
LOAN-102,"VIKRAM RAO",999900000003,current,HDFC,1200000,MNTH,emandate_api`;
const IMPORT_MAX = 500;

export function import_sources() {
  const report = h("ul.report", {"aria-live": "polite"});
  open_panel("Import sources", h("p.soft", {}, "One source a line; the first line holds the vendor’s names of the fields."),
    form([{name: "csv", label: "CSV", lines: 10, value: SAMPLE}], "Import", async ({csv}) => {
      report.replaceChildren();
      const rows = read_csv(csv ?? "");
      if (rows.length > IMPORT_MAX) throw new Error(`At most ${IMPORT_MAX} lines at once`);
      if (!rows.length) throw new Error("There is no line below the names");
      let made = 0;
      for (const [place, row] of rows.entries()) {
        const body = source_body(row);
        try {
          const source = await (made === 0 ? act("Import", "POST", "/v1/sources", body) : call("POST", "/v1/sources", body));
          made += 1;
          report.append(h("li", {}, `Line ${place + 2}: `, h("a", {href: link_to("sources", source.id)}, source.id)));
        } catch (error) {
          report.append(h("li.bad", {}, `Line ${place + 2}: ${error.message}`));
        }
      }
      say(`${made} of ${rows.length} sources made`);
    }), report);
}

export function amend(mandate) {
  const kind = mandate.amount_maximum === null ? "collection_amount" : "maximum_amount";
  manage("amend", mandate, [
    {name: kind, help: "As the vendor reads it: 1000 is ₹10.00, 1000.00 is ₹1,000.00", placeholder: "7500.00"},
    {name: "frequency", options: FREQUENCIES, value: ""},
    {name: "final_collection_date", type: "date"}]);
}

export function manage(action, mandate, fields = []) {
  const path = `/api/mandates/${action}?mandate_id=${encodeURIComponent(mandate.mandate_id ?? mandate.id)}`;
  const title = action[0].toUpperCase() + action.slice(1);
  open_panel(`${title} ${mandate.mandate_id ?? mandate.id}`,
    h("p.soft", {}, "The customer gets a link; nothing changes before it is used."),
    form([...fields, {name: "return_url", group: "Redirect"}, {name: "auth_mode", options: MODES, group: "Redirect"}],
      `Ask to ${action}`, async ({return_url, auth_mode, ...changes}) => {
        const redirect = {...(return_url && {return_url}), ...(auth_mode && {auth_mode})};
        const body = {...changes, ...(Object.keys(redirect).length && {redirect})};
        await act(title, "PATCH", path, body);
        close_panel();
      }));
}

export function debit(mandate) {
  open_panel("New debit", form([{name: "amount", help: paise, value: "100000"},
    {name: "date_charge", type: "date", help: "The day on which the account is charged"},
    {name: "reference_creditor"}], "Make the debit", async (filled) => {
    await act("New debit", "POST", "/v1/ach_debits", {mandate: mandate.mandate_id ?? mandate.id, ...numbers(filled)});
    close_panel();
  }));
}

export function subscribe(mandate) {
  open_panel("New subscription", form([{name: "amount", help: paise, value: "100000"},
    {name: "start_date", type: "date"}, {name: "interval", options: ["month", "week", "day", "year"], value: "month"},
    {name: "day_of_month", value: "5"}, {name: "count"}], "Make the subscription", async (filled) => {
    await act("New subscription", "POST", "/v1/subscriptions", {mandate: mandate.mandate_id ?? mandate.id, ...numbers(filled)});
    close_panel();
  }));
}

/** Where webhooks go. The test event is a source that nobody uses. */
export function target_form(hook) {
  return [form([{name: "url", value: hook.url ?? "", placeholder: "http://127.0.0.1:3000/webhook", help: "Only addresses that the server was started with, else this machine"},
    {name: "key", value: hook.key ?? "", help: "16 bytes that begin with whk_"},
    {name: "format", options: ["encrypted", "plain"], value: hook.format ?? "encrypted"}],
  "Save the target", async (filled) => {
    await act("Webhook target", "PUT", "/_mock/webhook", filled);
  }),
  h("p.row", {}, doing("Send a test event", async () => {
    const made = await act("Test event", "POST", "/v1/sources", {type: "nach_debit", nach_debit: {
      variant: "emandate_api", amount_maximum: 100000, frequency: "MNTH", debtor_agent_code: "ICIC",
      debtor_account_name: "TEST EVENT", debtor_account_number: "999900000002", debtor_account_type: "savings"}});
    say(`source.pending about ${made.id} is on its way`);
    setTimeout(after_change, 400);
  }), hook.url && doing("Deliver nowhere", () => act("No target", "DELETE", "/_mock/webhook"))),
  h("p.help", {}, "As curl: "), code(curl_of("PUT", "/_mock/webhook", {url: hook.url ?? "http://127.0.0.1:3000/webhook"}), "curl")];
}

