#include "wire/commands.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "core/values/limits.h"

namespace lotusbox::wire {

namespace {

enum class Case : bool { kept, capitals };

struct DebitName {
  std::string_view name;
  Field DebitFields::*field;
  Case letters = Case::kept;
};

// The children of nach_debit in the vendor's spelling (facts 4.1).
constexpr DebitName kDebitNames[] = {
    {"variant", &DebitFields::variant},
    {"amount_collection", &DebitFields::amount_collection},
    {"amount_maximum", &DebitFields::amount_maximum},
    {"category_code", &DebitFields::category_code, Case::capitals},
    {"date_first_collection", &DebitFields::date_first_collection},
    {"date_final_collection", &DebitFields::date_final_collection},
    {"date_of_mandate", &DebitFields::date_of_mandate},
    {"debtor_account_name", &DebitFields::debtor_account_name},
    {"debtor_account_number", &DebitFields::debtor_account_number},
    {"debtor_account_type", &DebitFields::debtor_account_type},
    {"debtor_agent_code", &DebitFields::debtor_agent_code, Case::capitals},
    {"debtor_agent_mmbid", &DebitFields::debtor_agent_mmbid, Case::capitals},
    {"debtor_email", &DebitFields::debtor_email},
    {"debtor_mobile", &DebitFields::debtor_mobile},
    {"debtor_pan", &DebitFields::debtor_pan, Case::capitals},
    {"debtor_phone", &DebitFields::debtor_phone},
    {"frequency", &DebitFields::frequency},
    {"occurrence_sequence_type", &DebitFields::occurrence_sequence_type},
    {"reference1", &DebitFields::reference1},
    {"reference2", &DebitFields::reference2},
    {"reference3", &DebitFields::reference3},
    {"reference4", &DebitFields::reference4},
    {"reference5", &DebitFields::reference5},
    {"creditor_agent_code", &DebitFields::creditor_agent_code, Case::capitals},
    {"creditor_utility_code", &DebitFields::creditor_utility_code, Case::capitals},
};

/// Codes are compared without case, as the other enumerations are, and shown in capitals.
Field in_capitals(Field field) {
  field.text = to_upper(field.text);
  return field;
}

/// A plus that a form did not escape arrives as a blank, which no address holds.
Field email(const Body& body, std::string_view name) {
  Field field = body.field(name);
  if (body.is_form()) std::replace(field.text.begin(), field.text.end(), ' ', '+');
  return field;
}

std::string hash_text(const Body& body, const std::string& name) {
  return body.field(name).is_hash() ? body.object_json(name, limits::kMetadataPairs).value_or("")
                                    : std::string();
}

DebitFields read_debit(const Body& body, std::string_view prefix) {
  DebitFields fields;
  std::string path(prefix);
  for (const DebitName& row : kDebitNames) {
    path.resize(prefix.size());
    path += row.name;
    fields.*row.field =
        row.letters == Case::capitals ? in_capitals(body.field(path)) : body.field(path);
  }
  const std::string hash(prefix);
  fields.debtor_email = email(body, hash + "debtor_email");
  fields.reference4_json = hash_text(body, hash + "reference4");
  fields.reference5_json = hash_text(body, hash + "reference5");
  return fields;
}

/// A key inside `redirect`, or flat beside it.
Field redirect_field(const Body& body, std::string_view name) {
  Field field = body.field("redirect." + std::string(name));
  return field.given() ? field : body.field(name);
}

}  // namespace

CreateSource read_create_source(const Body& body) {
  CreateSource command;
  command.body_problem = body.problem();
  command.type = body.field("type");
  command.nach_debit = body.field("nach_debit");
  command.customer = body.field("customer");
  command.metadata = body.field("metadata");
  command.redirect = body.field("redirect");
  command.return_url = body.field("redirect.return_url");
  command.auth_mode = body.field("redirect.auth_mode");
  command.bank_account = body.field("bank_account");
  command.agent = body.field("agent");
  command.debit = read_debit(body, "nach_debit.");
  command.metadata_json = body.metadata_json();
  return command;
}

ImportMandate read_import(const Body& body) {
  ImportMandate command;
  command.body_problem = body.problem();
  command.debit = read_debit(body, "");
  command.category_description = body.field("category_description");
  command.creditor_agent_mmbid = in_capitals(body.field("creditor_agent_mmbid"));
  command.creditor_agent_name = body.field("creditor_agent_name");
  command.creditor_name = body.field("creditor_name");
  command.umrn = body.field("umrn");
  command.date_acknowledged = body.field("date_acknowledged");
  command.date_responded = body.field("date_responded");
  command.mandate_request_id = body.field("mandate_request_id");
  command.metadata = body.field("metadata");
  command.metadata_json = body.metadata_json();
  return command;
}

CreateCustomer read_create_customer(const Body& body) {
  CreateCustomer command;
  command.body_problem = body.problem();
  command.name = body.field("name");
  command.email = email(body, "email");
  command.mobile = body.field("mobile");
  command.phone = body.field("phone");
  command.pan = in_capitals(body.field("pan"));
  command.description = body.field("description");
  command.metadata = body.field("metadata");
  command.metadata_json = body.metadata_json();
  return command;
}

CreateBankAccount read_create_bank_account(const Body& body) {
  CreateBankAccount command;
  command.body_problem = body.problem();
  command.holder = body.field("account_holder_name");
  command.ifsc = in_capitals(body.field("account_ifsc"));
  command.number = body.field("account_number");
  command.type = body.field("account_type");
  return command;
}

CreateBankAccount read_create_token(const Body& body) {
  CreateBankAccount command;
  command.token = true;
  command.body_problem = body.problem();
  command.frame = body.field("bank_account");
  command.holder = body.field("bank_account.account_holder_name");
  command.ifsc = in_capitals(body.field("bank_account.account_ifsc"));
  command.number = body.field("bank_account.account_number");
  command.type = body.field("bank_account.account_type");
  return command;
}

UpdateMetadata read_update_metadata(const Body& body) {
  UpdateMetadata command;
  command.body_problem = body.problem();
  command.metadata = body.field("metadata");
  if (command.metadata.given()) {
    command.metadata_json =
        body.sorted_object_json("metadata", limits::kMetadataPairs).value_or("");
  }
  return command;
}

MakeMandate read_make_mandate(const Body& body) {
  MakeMandate command;
  command.body_problem = body.problem();
  command.status = body.field("status");
  command.status_cancel = body.field("status_cancel");
  command.umrn = body.field("umrn");
  command.customer = body.field("customer");
  command.metadata = body.field("metadata");
  command.created = body.field("created");
  command.date_acknowledged = body.field("date_acknowledged");
  command.date_responded = body.field("date_responded");
  command.debit = read_debit(body, "");
  command.metadata_json = body.metadata_json();
  return command;
}

ManageMandate read_manage(Action action, const Body& query, const Body& body) {
  ManageMandate command;
  command.action = action;
  command.umrn = query.field("umrn");
  command.mandate_id = query.field("mandate_id");
  command.body_problem = query.problem().empty() ? body.problem() : query.problem();
  command.redirect = body.field("redirect");
  command.return_url = redirect_field(body, "return_url");
  command.auth_mode = redirect_field(body, "auth_mode");
  if (action == Action::amend) {
    command.frequency = body.field("frequency");
    command.collection_amount = body.exact("collection_amount");
    command.maximum_amount = body.exact("maximum_amount");
    command.final_collection_date = body.field("final_collection_date");
    command.unknown_keys =
        body.names_except({"redirect", "return_url", "auth_mode", "frequency", "collection_amount",
                           "maximum_amount", "final_collection_date"});
  } else {
    command.unknown_keys = body.names_except({"redirect", "return_url", "auth_mode"});
  }
  for (const std::string& name : body.names_in("redirect")) {
    if (name == "return_url" || name == "auth_mode") continue;
    command.unknown_keys.push_back("redirect." + name);
  }
  return command;
}

SetCreditors read_creditors(const Body& body) {
  constexpr std::string_view kList = "nach_profiles";
  struct Name {
    std::string_view name;
    Field CreditorFields::*field;
  };
  constexpr Name kNames[] = {{"creditor_name", &CreditorFields::name},
                             {"creditor_utility_code", &CreditorFields::utility_code},
                             {"creditor_agent_code", &CreditorFields::agent_code},
                             {"creditor_agent_mmbid", &CreditorFields::agent_mmbid},
                             {"creditor_agent_name", &CreditorFields::agent_name}};
  SetCreditors command;
  command.body_problem = body.problem();
  command.list = body.field(kList);
  command.unknown_keys = body.names_except({kList});
  for (const std::string& index : body.names_in(kList)) {
    const std::string profile = std::string(kList) + "." + index;
    CreditorFields& fields = command.profiles.emplace_back();
    for (const Name& row : kNames) {
      const Field& sent = body.field(profile + "." + std::string(row.name));
      const bool code = row.field == &CreditorFields::utility_code ||
                        row.field == &CreditorFields::agent_code ||
                        row.field == &CreditorFields::agent_mmbid;
      fields.*row.field = code ? in_capitals(sent) : sent;
    }
    for (const std::string& name : body.names_in(profile)) {
      const bool known = std::any_of(std::begin(kNames), std::end(kNames),
                                     [&](const Name& row) { return row.name == name; });
      if (known) continue;
      command.unknown_keys.push_back(std::string(kList) + "[" + index + "]." + name);
    }
  }
  return command;
}

SetWebhook read_webhook(const Body& body) {
  SetWebhook command;
  command.body_problem = body.problem();
  command.url = body.field("url");
  command.key = body.field("key");
  command.format = body.field("format");
  return command;
}

SubmitOutcome read_outcome(const Body& body) {
  SubmitOutcome command;
  command.body_problem = body.problem();
  command.outcome = body.field("outcome");
  command.reason_code = body.field("reason_code");
  command.reason_description = body.field("reason_description");
  command.reject_by = body.field("reject_by");
  command.auth_mode = body.field("auth_mode");
  return command;
}

}  // namespace lotusbox::wire
