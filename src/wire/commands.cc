#include "wire/commands.h"

#include <algorithm>
#include <array>

#include "core/values/limits.h"

namespace lotusbox::wire {

namespace {

struct DebitName {
  std::string_view name;
  Field DebitFields::*field;
};

// The children of nach_debit in the vendor's spelling (facts 4.1).
constexpr DebitName kDebitNames[] = {
    {"variant", &DebitFields::variant},
    {"amount_collection", &DebitFields::amount_collection},
    {"amount_maximum", &DebitFields::amount_maximum},
    {"category_code", &DebitFields::category_code},
    {"date_first_collection", &DebitFields::date_first_collection},
    {"date_final_collection", &DebitFields::date_final_collection},
    {"date_of_mandate", &DebitFields::date_of_mandate},
    {"debtor_account_name", &DebitFields::debtor_account_name},
    {"debtor_account_number", &DebitFields::debtor_account_number},
    {"debtor_account_type", &DebitFields::debtor_account_type},
    {"debtor_agent_code", &DebitFields::debtor_agent_code},
    {"debtor_agent_mmbid", &DebitFields::debtor_agent_mmbid},
    {"debtor_email", &DebitFields::debtor_email},
    {"debtor_mobile", &DebitFields::debtor_mobile},
    {"debtor_pan", &DebitFields::debtor_pan},
    {"debtor_phone", &DebitFields::debtor_phone},
    {"frequency", &DebitFields::frequency},
    {"occurrence_sequence_type", &DebitFields::occurrence_sequence_type},
    {"reference1", &DebitFields::reference1},
    {"reference2", &DebitFields::reference2},
    {"reference3", &DebitFields::reference3},
    {"reference4", &DebitFields::reference4},
    {"reference5", &DebitFields::reference5},
};

DebitFields read_debit(const Body& body, std::string_view prefix) {
  DebitFields fields;
  std::string path(prefix);
  for (const DebitName& row : kDebitNames) {
    path.resize(prefix.size());
    path += row.name;
    Field& field = fields.*row.field;
    field = body.field(path);
    // An empty input of a form is a value that was not given.
    if (field.is_text() && field.text.empty()) field = {Field::Kind::null, {}};
  }
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
  command.customer = body.filled("customer");
  command.metadata = body.field("metadata");
  command.return_url = body.filled("redirect.return_url");
  command.auth_mode = body.filled("redirect.auth_mode");
  command.bank_account = body.filled("bank_account");
  command.agent = body.filled("agent");
  command.debit = read_debit(body, "nach_debit.");
  command.metadata_json = body.metadata_json();
  return command;
}

ImportMandate read_import(const Body& body) {
  ImportMandate command;
  command.body_problem = body.problem();
  command.debit = read_debit(body, "");
  command.category_description = body.filled("category_description");
  command.creditor_agent_mmbid = body.filled("creditor_agent_mmbid");
  command.creditor_agent_name = body.filled("creditor_agent_name");
  command.creditor_name = body.filled("creditor_name");
  command.creditor_utility_code = body.filled("creditor_utility_code");
  command.umrn = body.filled("umrn");
  command.date_acknowledged = body.filled("date_acknowledged");
  command.date_responded = body.filled("date_responded");
  command.mandate_request_id = body.filled("mandate_request_id");
  command.metadata = body.filled("metadata");
  command.metadata_json = body.metadata_json();
  return command;
}

CreateCustomer read_create_customer(const Body& body) {
  CreateCustomer command;
  command.body_problem = body.problem();
  command.name = body.filled("name");
  command.email = body.filled("email");
  command.mobile = body.filled("mobile");
  command.phone = body.filled("phone");
  command.pan = body.filled("pan");
  command.description = body.filled("description");
  command.metadata = body.filled("metadata");
  command.metadata_json = body.metadata_json();
  return command;
}

CreateBankAccount read_create_bank_account(const Body& body) {
  CreateBankAccount command;
  command.body_problem = body.problem();
  command.holder = body.filled("account_holder_name");
  command.ifsc = body.filled("account_ifsc");
  command.number = body.filled("account_number");
  command.type = body.filled("account_type");
  return command;
}

CreateBankAccount read_create_token(const Body& body) {
  CreateBankAccount command;
  command.token = true;
  command.body_problem = body.problem();
  command.frame = body.field("bank_account");
  command.holder = body.filled("bank_account.account_holder_name");
  command.ifsc = body.filled("bank_account.account_ifsc");
  command.number = body.filled("bank_account.account_number");
  command.type = body.filled("bank_account.account_type");
  return command;
}

UpdateMetadata read_update_metadata(const Body& body) {
  UpdateMetadata command;
  command.body_problem = body.problem();
  command.metadata = body.filled("metadata");
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
  command.created = body.filled("created");
  command.date_acknowledged = body.filled("date_acknowledged");
  command.date_responded = body.field("date_responded");
  if (command.date_responded.is_text() && command.date_responded.text.empty()) {
    command.date_responded.kind = Field::Kind::null;
  }
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
  command.return_url = redirect_field(body, "return_url");
  command.auth_mode = redirect_field(body, "auth_mode");
  if (action == Action::amend) {
    command.frequency = body.field("frequency");
    command.collection_amount = body.field("collection_amount");
    command.maximum_amount = body.field("maximum_amount");
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
  command.outcome = body.filled("outcome");
  command.reason_code = body.filled("reason_code");
  command.reason_description = body.filled("reason_description");
  command.reject_by = body.filled("reject_by");
  command.auth_mode = body.filled("auth_mode");
  return command;
}

}  // namespace lotusbox::wire
