#include "scenario/narrate.h"

#include <algorithm>

#include "base/text.h"
#include "core/values/money.h"

namespace lotusbox::scenario {

namespace {

constexpr std::string_view kReasonPath =
    "data.redirect.response.mndtAccptResp.undrlygAccptncDtls.accptncRslt.rjctRsn.reasonCode";

bool ends_with_any(std::string_view row, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return row.ends_with(ending); });
}

/// A source s1 makes the mandate m1, any other source the mandate "mandate of <source>".
std::string usual_name(const Execution& session, std::string_view source) {
  if (source.empty()) return {};
  std::string name = "mandate of " + std::string(source);
  if (source.front() == 's' && all_digits(source.substr(1))) {
    name = "m" + std::string(source.substr(1));
  }
  return session.names.knows(name) ? "mandate of " + std::string(source) : name;
}

void name_new_mandate(Execution& session, const JsonValue& mandate) {
  std::string alias = session.names.name_of(mandate.at("id").text());
  if (alias.empty()) {
    alias = session.next_mandate.empty()
                ? usual_name(session, session.names.name_of(mandate.at("source").text()))
                : session.next_mandate;
  }
  name_mandate(session, alias, mandate);
}

/// Birth of a source and the wait for a customer say all there is to say in their event.
bool is_waiting_only(const JsonValue& event) {
  return event.at("type").text() == "mandate.pending" || event.at("row").text() == "source.create";
}

std::string state_of(Execution& session, const std::string& kind, const std::string& id) {
  const std::string alias = called(session, id, kind);
  const Reply answer = session.call("GET", "/v1/" + kind + "s/" + percent_encode(id));
  if (!answer.good()) return session.refusal(answer);
  return kind == "mandate" ? mandate_state(alias, answer.body) : source_state(alias, answer.body);
}

std::string reason_of(const Execution& session, const JsonValue& event) {
  const std::string in_event = event.at("reason_code").text();
  if (!in_event.empty()) return in_event;
  const std::string in_source = event.at(kReasonPath).text();
  if (!in_source.empty()) return in_source;
  const std::string of_esign = event.at("data.redirect.response.esignResp.errCode").text();
  return of_esign.empty() ? session.reason : of_esign;
}

/// In words, of what LotusPay did not hand on.
std::string said_by_vendor(const JsonValue& event) {
  if (event.at("reason.by").text() == "LOTUSPAY") return event.at("reason.description").text();
  return event.at("data.redirect.response.reasonDesc").text();
}

}  // namespace

std::string called(const Execution& session, const std::string& id, const std::string& kind) {
  const std::string alias = session.names.name_of(id);
  return alias.empty() ? kind : alias;
}

void name_mandate(Execution& session, std::string_view alias, const JsonValue& mandate) {
  if (alias.empty()) return;
  session.names.set(alias, mandate.at("id").text());
  session.names.set(std::string(alias) + ".umrn", mandate.at("umrn").text());
  const std::string source = session.names.name_of(mandate.at("source").text());
  const std::string customer = mandate.at("customer").text();
  if (!source.empty()) session.names.set("customer of " + source, customer);
  session.names.set("customer of " + std::string(alias), customer);
}

std::string event_line(const Execution& session, const JsonValue& event) {
  const std::string type = event.at("type").text();
  const std::string row = event.at("row").text();
  std::string line =
      type + " " + called(session, event.at("resource_id").text(), type.substr(0, type.find('.')));
  line += money_of(event);
  if (row.ends_with("_lapsed")) line += " link lapsed";
  if (ends_with_any(row, {"source.returned", "source.returned_submitted", "source.given_up",
                          "source.initially_rejected"})) {
    const std::string what = row.substr(row.find('.') + 1);
    line += (what == "returned_submitted" ? " returned" : " " + what) + ": " +
            event.at("data.redirect.response.reasonDesc").text();
  }
  if (row == "mandate.rejected") {
    line += " " + event.at("data.reason_code").text() + " " +
            event.at("data.reason_description").text();
  }
  if (ends_with_any(row, {"_refused", "source.attempt_failed"})) {
    const std::string reason = reason_of(session, event);
    const std::string said = said_by_vendor(event);
    line += !said.empty()    ? " refused: " + said
            : reason.empty() ? " refused"
                             : " refused " + reason;
  }
  // The change, or that this event tells of it.
  for (const std::string_view what : {"evidence", "event_evidence"}) {
    if (event.at(what).text() != "assumed") continue;
    line += " (assumed)";
    break;
  }
  return line;
}

std::string mandate_state(std::string_view alias, const JsonValue& mandate) {
  std::string line = std::string(alias) + " " + mandate.at("status").text();
  if (const auto amount = mandate.at("amount_collection").number()) {
    line += " collection=" + format_rupees(Paise(*amount));
  }
  if (const auto amount = mandate.at("amount_maximum").number()) {
    line += " maximum=" + format_rupees(Paise(*amount));
  }
  const std::string frequency = mandate.at("frequency").text();
  if (!frequency.empty() && frequency != "ADHO") line += " frequency=" + frequency;
  const std::string final_date = mandate.at("date_final_collection").text();
  if (!final_date.empty()) line += " final=" + final_date;
  const std::string cancel = mandate.at("status_cancel").text();
  if (!cancel.empty()) line += " " + cancel;
  return line;
}

std::string source_state(std::string_view alias, const JsonValue& source) {
  std::string line = std::string(alias) + " " + source.at("status").text();
  const auto attempts = source.at("redirect.auth_attempts").number();
  if (attempts && *attempts > 0) line += " attempts=" + std::to_string(*attempts);
  const std::string mandate = source.at("mandate").text();
  if (mandate == "EMPTY" || mandate == "BANK_REPORT") line += " mandate=" + mandate;
  return line;
}

Lines narrate(Execution& session) {
  Lines lines;
  Lines changed;  // ids, in the order of their first change
  const std::vector<JsonValue> events = session.new_events();
  for (const JsonValue& event : events) {
    if (event.at("type").text().starts_with("mandate."))
      name_new_mandate(session, event.at("data"));
    name_money(session, event);
  }
  for (const JsonValue& event : events) {
    lines.push_back(event_line(session, event));
    const std::string type = event.at("type").text();
    const std::string id = event.at("resource_id").text();
    const bool has_state = type.starts_with("mandate.") || type.starts_with("source.");
    if (!has_state || is_waiting_only(event)) continue;
    const std::string object = type.substr(0, type.find('.')) + "/" + id;
    if (std::find(changed.begin(), changed.end(), object) == changed.end()) {
      changed.push_back(object);
    }
  }
  for (const std::string& object : changed) {
    const auto slash = object.find('/');
    lines.push_back(state_of(session, object.substr(0, slash), object.substr(slash + 1)));
  }
  return lines;
}

}  // namespace lotusbox::scenario
