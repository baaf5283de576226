// What scenarios say about debits, collections, settlements and subscriptions.
#include "core/values/money.h"
#include "scenario/narrate.h"

namespace lotusbox::scenario {

namespace {

std::string rupees(const JsonValue& object, std::string_view key) {
  return format_rupees(Paise(object.at(key).number().value_or(0)));
}

/// The first of d1, d2, … that names nothing yet.
void name_next(Execution& session, std::string_view letters, const std::string& id) {
  if (id.empty() || !session.names.name_of(id).empty()) return;
  int number = 1;
  while (session.names.knows(std::string(letters) + std::to_string(number))) ++number;
  session.names.set(std::string(letters) + std::to_string(number), id);
}

void append_number(std::string& line, const JsonValue& object, std::string_view key) {
  const auto number = object.at(key).number();
  if (number) line += " " + std::string(key) + "=" + std::to_string(*number);
}

}  // namespace

std::string money_of(const JsonValue& event) {
  const std::string type = event.at("type").text();
  const JsonValue data = event.at("data");
  if (type == "ach_debit.pending") {
    return " " + rupees(data, "amount") + " on " + data.at("date_charge").text();
  }
  if (type == "settlement.pending" || type == "settlement.settled") {
    return " " + rupees(data, "amount");
  }
  if (!type.starts_with("ach_debit.")) return {};
  const std::string code = data.at("response_code").text();
  if (!code.empty()) return " " + code;
  const std::string description = data.at("response_description").text();
  return description.empty() ? "" : ": " + description;
}

void name_money(Execution& session, const JsonValue& event) {
  const std::string type = event.at("type").text();
  if (type.starts_with("ach_debit.")) {
    name_next(session, "d", event.at("resource_id").text());
    name_next(session, "do", event.at("data.ach_debit_collection").text());
  }
  if (type.starts_with("settlement.")) name_next(session, "sm", event.at("resource_id").text());
}

std::string debit_state(std::string_view alias, const JsonValue& debit) {
  std::string line = std::string(alias) + " " + debit.at("status").text() + " " +
                     rupees(debit, "amount") + " on " + debit.at("date_charge").text();
  const std::string code = debit.at("response_code").text();
  return code.empty() ? line : line + " " + code;
}

std::string collection_state(std::string_view alias, const JsonValue& collection) {
  std::string line = std::string(alias) + " " + rupees(collection, "amount");
  append_number(line, collection, "count");
  return line + " charge=" + collection.at("date_charge").text() +
         " value=" + collection.at("date_value").text();
}

std::string settlement_state(std::string_view alias, const JsonValue& settlement) {
  return std::string(alias) + " " + settlement.at("status").text() + " " +
         rupees(settlement, "amount") + " of " + rupees(settlement, "amount_gross");
}

std::string subscription_state(std::string_view alias, const JsonValue& subscription) {
  std::string line = std::string(alias) + " " + subscription.at("status").text() + " " +
                     rupees(subscription, "amount") + " every";
  const auto every = subscription.at("interval_count").number().value_or(1);
  if (every != 1) line += " " + std::to_string(every);
  line += " " + subscription.at("interval").text();
  append_number(line, subscription, "month");
  append_number(line, subscription, "day_of_month");
  append_number(line, subscription, "count");
  return line;
}

}  // namespace lotusbox::scenario
