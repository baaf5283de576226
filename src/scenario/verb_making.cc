// The verbs that make sources and mandates, from vendor fields and a few short names.
#include "base/json_writer.h"
#include "base/text.h"
#include "scenario/narrate.h"
#include "scenario/verb_groups.h"
#include "wire/commands.h"

namespace lotusbox::scenario {

namespace {

using enum ArgumentKind;

/// What a scenario may write for one of the vendor's fields, and what a source gets where the
/// scenario says nothing.
struct TermWords {
  std::string_view vendor;
  std::string_view shorter;  ///< may be empty
  std::string_view of_a_source = {};
};

constexpr TermWords kWords[] = {
    {"amount_maximum", "maximum", "1000000"},
    {"amount_collection", "collection"},
    {"frequency", "", "MNTH"},
    {"date_first_collection", "first"},
    {"date_final_collection", "final"},
    {"debtor_account_name", "", "RAVI SAMPLEKAR"},
    {"debtor_account_number", "", "999900000002"},
    {"debtor_account_type", "", "savings"},
    {"debtor_agent_code", "", "ICIC"},
};

TermWords words_for(std::string_view vendor) {
  for (const TermWords& row : kWords) {
    if (row.vendor == vendor) return row;
  }
  return {vendor, {}};
}

/// One argument for each key of `nach_debit`.
const std::vector<VerbArgument>& term_arguments() {
  static const std::vector<VerbArgument> kArguments = [] {
    std::vector<VerbArgument> all;
    for (const wire::Member& term : wire::debit_terms()) {
      all.push_back({option, term.name, false, "as the vendor spells it"});
    }
    return all;
  }();
  return kArguments;
}

bool is_none(const Argument& argument) { return !argument.quoted && argument.value == "none"; }

/// Bare digits are a number where the vendor wants paise; everything else is a text.
void write_value(JsonWriter& json, std::string_view name, const Argument& given) {
  const auto number = parse_integer(given.value);
  if (name.starts_with("amount_") && !given.quoted && number) {
    json.field(name, *number);
  } else {
    json.field(name, std::string_view(given.value));
  }
}

const Argument* given_for(const Block& block, const TermWords& field) {
  if (const Argument* argument = block.find(field.vendor)) return argument;
  return field.shorter.empty() ? nullptr : block.find(field.shorter);
}

bool wants_default(const Block& block, const TermWords& field) {
  const bool fixed =
      block.find("collection") != nullptr || block.find("amount_collection") != nullptr;
  const bool once = block.value("occurrence_sequence_type") == "OOFF";
  if (field.vendor == "amount_maximum") return !fixed;
  return field.vendor != "frequency" || !once;
}

/// A value `none` leaves its field out, a default included.
void write_terms(JsonWriter& json, const Block& block, bool with_defaults) {
  for (const wire::Member& term : wire::debit_terms()) {
    const TermWords field = words_for(term.name);
    if (const Argument* given = given_for(block, field)) {
      if (!is_none(*given)) write_value(json, field.vendor, *given);
    } else if (with_defaults && !field.of_a_source.empty() && wants_default(block, field)) {
      write_value(json, field.vendor, {{}, std::string(field.of_a_source), false});
    }
  }
}

/// `customer=m1` means the customer of m1; a text that is no name is sent as it is.
void write_customer(JsonWriter& json, const Execution& session, const Block& block) {
  const Argument* given = block.find("customer");
  if (given == nullptr) return;
  const std::string id = session.names.value_of("customer of " + given->value);
  json.field("customer", std::string_view(id.empty() ? given->value : id));
}

void write_redirect(JsonWriter& json, const Block& block) {
  if (block.find("return_url") == nullptr && block.find("auth_mode") == nullptr) return;
  json.key("redirect").begin_object();
  for (const std::string_view name : {"return_url", "auth_mode"}) {
    if (block.find(name) != nullptr) json.field(name, block.value(name));
  }
  json.end_object();
}

Output run_source(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  json.field("type", "nach_debit");
  write_customer(json, session, block);
  json.key("nach_debit").begin_object();
  write_terms(json, block, true);
  json.end_object();
  write_redirect(json, block);
  json.end_object();
  const Reply answer = session.call("POST", "/v1/sources", json.take());
  if (!answer.good()) return session.outcome(answer);
  const std::string alias(block.value("as"));
  const std::string link = answer.body.at("redirect.url").text();
  session.give_name(block, "as", answer.body.at("id").text());
  session.names.set(alias, answer.body.at("id").text());
  session.names.set(block.value("link"), link);
  session.names.set(alias + ".link", link);
  session.names.set(alias + ".short", answer.body.at("redirect.short_url").text());
  const std::string customer = answer.body.at("customer").text();
  session.names.set("customer of " + alias, customer);
  return {};
}

Output run_mandate(Execution& session, const Block& block) {
  JsonWriter json;
  json.begin_object();
  for (const std::string_view name : {"status", "umrn", "status_cancel", "created"}) {
    if (block.find(name) != nullptr) json.field(name, block.value(name));
  }
  if (block.find("acknowledged") != nullptr) {
    json.field("date_acknowledged", block.value("acknowledged"));
  }
  if (block.find("responded") != nullptr) json.field("date_responded", block.value("responded"));
  write_customer(json, session, block);
  write_terms(json, block, false);
  json.end_object();
  const Reply answer = session.call("POST", "/_mock/mandates", json.take());
  if (!answer.good()) return session.outcome(answer);
  session.give_name(block, "as", answer.body.at("id").text());
  name_mandate(session, block.value("as"), answer.body);
  return {{mandate_state(block.value("as"), answer.body)}, {}};
}

constexpr VerbArgument kSourceArguments[] = {
    {option, "as", true, "its name"},
    {option, "link", false, "the name of its link"},
    {option, "maximum", false, "amount_maximum in paise; 1000000 unless an amount is given"},
    {option, "collection", false, "amount_collection in paise"},
    {option, "first", false, "date_first_collection"},
    {option, "final", false, "date_final_collection"},
    {option, "customer", false, "a mandate or source: its customer"},
    {option, "return_url", false, "where the customer goes afterwards"},
    {option, "auth_mode", false, "netbanking, debitcard, aadhaar or others"},
};
constexpr VerbArgument kMandateArguments[] = {
    {option, "as", true, "its name"},
    {option, "maximum", false, "amount_maximum in paise"},
    {option, "collection", false, "amount_collection in paise"},
    {option, "first", false, "date_first_collection"},
    {option, "final", false, "date_final_collection"},
    {option, "status", false, "the status it rests in; active unless given"},
    {option, "status_cancel", false, "its cancel status; cancel_nil unless given"},
    {option, "created", false, "when it was made, also long ago; now unless given"},
    {option, "acknowledged", false, "date_acknowledged; the day of created unless given"},
    {option, "responded", false, "date_responded, or none; the day of created unless given"},
    {option, "umrn", false, "its UMRN"},
    {option, "customer", false, "a mandate or source: its customer"},
};

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> kVerbs = {
      {"source",
       "A source through the API; what is not given is invented, none leaves a field out.",
       kSourceArguments, term_arguments(), false, "source as=s1 link=l1 maximum=500000",
       run_source},
      {"mandate", "A mandate made directly, without a source and without events.",
       kMandateArguments, term_arguments(), false, "mandate as=m1 maximum=500000 status=active",
       run_mandate},
  };
  return kVerbs;
}

}  // namespace

std::span<const Verb> making_verbs() { return verbs(); }

}  // namespace lotusbox::scenario
