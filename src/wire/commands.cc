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

/// An empty input of a form is a value that was not given.
Field filled_field(const Body& body, std::string_view name) {
  Field field = body.field(name);
  if (field.is_text() && field.text.empty()) field.kind = Field::Kind::absent;
  return field;
}

std::vector<std::string> names_except(const Body& body,
                                      std::initializer_list<std::string_view> known) {
  std::vector<std::string> others;
  for (std::string& name : body.names()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      others.push_back(std::move(name));
    }
  }
  return others;
}

std::string metadata_json(const Body& body) {
  if (!body.field("metadata").given()) return {};
  return body.object_json("metadata", limits::kMetadataPairs).value_or("");
}

}  // namespace

CreateSource read_create_source(const Body& body) {
  CreateSource command;
  command.body_problem = body.problem();
  command.type = body.field("type");
  command.nach_debit = body.field("nach_debit");
  command.customer = filled_field(body, "customer");
  command.metadata = body.field("metadata");
  command.return_url = filled_field(body, "redirect.return_url");
  command.auth_mode = filled_field(body, "redirect.auth_mode");
  command.bank_account = filled_field(body, "bank_account");
  command.agent = filled_field(body, "agent");
  command.debit = read_debit(body, "nach_debit.");
  command.metadata_json = metadata_json(body);
  return command;
}

ImportMandate read_import(const Body& body) {
  ImportMandate command;
  command.body_problem = body.problem();
  command.debit = read_debit(body, "");
  const auto read = [&](Field& field, std::string_view name) { field = filled_field(body, name); };
  read(command.category_description, "category_description");
  read(command.creditor_agent_mmbid, "creditor_agent_mmbid");
  read(command.creditor_agent_name, "creditor_agent_name");
  read(command.creditor_name, "creditor_name");
  read(command.creditor_utility_code, "creditor_utility_code");
  read(command.umrn, "umrn");
  read(command.date_acknowledged, "date_acknowledged");
  read(command.date_responded, "date_responded");
  read(command.mandate_request_id, "mandate_request_id");
  read(command.metadata, "metadata");
  command.metadata_json = metadata_json(body);
  return command;
}

CreateCustomer read_create_customer(const Body& body) {
  CreateCustomer command;
  command.body_problem = body.problem();
  const auto read = [&](Field& field, std::string_view name) { field = filled_field(body, name); };
  read(command.name, "name");
  read(command.email, "email");
  read(command.mobile, "mobile");
  read(command.phone, "phone");
  read(command.pan, "pan");
  read(command.description, "description");
  read(command.metadata, "metadata");
  command.metadata_json = metadata_json(body);
  return command;
}

CreateBankAccount read_create_bank_account(const Body& body) {
  CreateBankAccount command;
  command.body_problem = body.problem();
  command.holder = filled_field(body, "account_holder_name");
  command.ifsc = filled_field(body, "account_ifsc");
  command.number = filled_field(body, "account_number");
  command.type = filled_field(body, "account_type");
  return command;
}

CreateBankAccount read_create_token(const Body& body) {
  CreateBankAccount command;
  command.token = true;
  command.body_problem = body.problem();
  command.frame = body.field("bank_account");
  command.holder = filled_field(body, "bank_account.account_holder_name");
  command.ifsc = filled_field(body, "bank_account.account_ifsc");
  command.number = filled_field(body, "bank_account.account_number");
  command.type = filled_field(body, "bank_account.account_type");
  return command;
}

UpdateMetadata read_update_metadata(const Body& body) {
  UpdateMetadata command;
  command.body_problem = body.problem();
  command.metadata = filled_field(body, "metadata");
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
  command.date_responded = body.field("date_responded");
  if (command.date_responded.is_text() && command.date_responded.text.empty()) {
    command.date_responded.kind = Field::Kind::null;
  }
  command.debit = read_debit(body, "");
  command.metadata_json = metadata_json(body);
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
        names_except(body, {"redirect", "return_url", "auth_mode", "frequency", "collection_amount",
                            "maximum_amount", "final_collection_date"});
  } else {
    command.unknown_keys = names_except(body, {"redirect", "return_url", "auth_mode"});
  }
  return command;
}

SetPolicy read_policy(const Body& body) {
  SetPolicy command;
  command.body_problem = body.problem();
  command.cancel_enabled = body.field("cancel_enabled");
  command.cancel_link_minutes = body.field("cancel_link_minutes");
  command.profile = body.field("profile");
  command.unknown_keys = names_except(body, {"cancel_enabled", "cancel_link_minutes", "profile"});
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
  const auto filled = [&](std::string_view name) {
    Field field = body.field(name);
    if (field.is_text() && field.text.empty()) field.kind = Field::Kind::absent;
    return field;
  };
  command.outcome = filled("outcome");
  command.reason_code = filled("reason_code");
  command.reason_description = filled("reason_description");
  command.reject_by = filled("reject_by");
  command.auth_mode = filled("auth_mode");
  return command;
}

}  // namespace lotusbox::wire
