#include "wire/commands.h"

#include "wire/schema_list.h"
#include "wire/terms_rows.h"

namespace lotusbox::wire {

namespace {

using enum SchemaKind;
using enum Taken;

// clang-format off
// The children of nach_debit in the vendor's spelling (facts 4.1).
constexpr auto kDebitTerms = takes<DebitFields>({
    {"variant", kVariants, &DebitFields::variant},
    {"amount_collection", "scalar", &DebitFields::amount_collection},
    {"amount_maximum", "scalar", &DebitFields::amount_maximum},
    {"category_code", "text", &DebitFields::category_code, in_capitals},
    {"date_first_collection", "date", &DebitFields::date_first_collection},
    {"date_final_collection", "date", &DebitFields::date_final_collection},
    {"date_of_mandate", "date", &DebitFields::date_of_mandate},
    {"debtor_account_name", "text", &DebitFields::debtor_account_name},
    {"debtor_account_number", "scalar", &DebitFields::debtor_account_number},
    {"debtor_account_type", "text", &DebitFields::debtor_account_type},
    {"debtor_agent_code", "text", &DebitFields::debtor_agent_code, in_capitals},
    {"debtor_agent_mmbid", "text", &DebitFields::debtor_agent_mmbid, in_capitals},
    {"debtor_email", "text", &DebitFields::debtor_email, as_email},
    {"debtor_mobile", "scalar", &DebitFields::debtor_mobile},
    {"debtor_pan", "text", &DebitFields::debtor_pan, in_capitals},
    {"debtor_phone", "scalar", &DebitFields::debtor_phone},
    {"frequency", "text", &DebitFields::frequency},
    {"occurrence_sequence_type", "text", &DebitFields::occurrence_sequence_type},
    {"reference1", "scalar", &DebitFields::reference1},
    {"reference2", "scalar", &DebitFields::reference2},
    {"reference3", "scalar", &DebitFields::reference3},
    {"reference4", "@ReferenceWanted", &DebitFields::reference4, &DebitFields::reference4_json},
    {"reference5", "@ReferenceWanted", &DebitFields::reference5, &DebitFields::reference5_json},
    {"creditor_agent_code", "text", &DebitFields::creditor_agent_code, in_capitals},
    {"creditor_utility_code", "text", &DebitFields::creditor_utility_code, in_capitals},
});
constexpr auto kSource = takes<CreateSource>({
    {"type", "'nach_debit'", &CreateSource::type},
    {"nach_debit", "@DebitTerms", &CreateSource::nach_debit},
    {"redirect", "@RedirectWanted", &CreateSource::redirect},
    {"metadata", "any", &CreateSource::metadata, &CreateSource::metadata_json},
    {"agent", "text", &CreateSource::agent},
    {"bank_account", "text", &CreateSource::bank_account},
    {"customer", "text", &CreateSource::customer},
});
constexpr auto kSourceRedirect = takes<CreateSource>({
    {"return_url", "text", &CreateSource::return_url},
    {"auth_mode", "text", &CreateSource::auth_mode},
});
constexpr auto kImport = takes<ImportMandate>({
    {"category_description", "text", &ImportMandate::category_description},
    {"creditor_agent_mmbid", "text", &ImportMandate::creditor_agent_mmbid, in_capitals},
    {"creditor_agent_name", "text", &ImportMandate::creditor_agent_name},
    {"creditor_name", "text", &ImportMandate::creditor_name},
    {"umrn", "text", &ImportMandate::umrn},
    {"date_acknowledged", "date", &ImportMandate::date_acknowledged},
    {"date_responded", "date", &ImportMandate::date_responded},
    {"mandate_request_id", "text", &ImportMandate::mandate_request_id},
    {"debtor_agent_name", "text"},  // the bank's own name counts
    {"metadata", "any", &ImportMandate::metadata, &ImportMandate::metadata_json},
});
constexpr auto kMandateMade = takes<MakeMandate>({
    {"status", "text", &MakeMandate::status},
    {"status_cancel", "text", &MakeMandate::status_cancel},
    {"umrn", "scalar", &MakeMandate::umrn},
    {"customer", "text", &MakeMandate::customer},
    {"created", "scalar", &MakeMandate::created},
    {"date_acknowledged", "date", &MakeMandate::date_acknowledged},
    {"date_responded", "text?", &MakeMandate::date_responded},
    {"metadata", "any", &MakeMandate::metadata, &MakeMandate::metadata_json},
});
constexpr auto kCustomer = takes<CreateCustomer>({
    {"name", "text", &CreateCustomer::name},
    {"email", "text", &CreateCustomer::email, as_email},
    {"mobile", "scalar", &CreateCustomer::mobile},
    {"phone", "scalar", &CreateCustomer::phone},
    {"pan", "text", &CreateCustomer::pan, in_capitals},
    {"description", "text", &CreateCustomer::description},
    {"metadata", "any", &CreateCustomer::metadata, &CreateCustomer::metadata_json},
});
constexpr auto kAccount = takes<CreateBankAccount>({
    {"account_holder_name", "text", &CreateBankAccount::holder},
    {"account_ifsc", "text", &CreateBankAccount::ifsc, in_capitals},
    {"account_number", "scalar", &CreateBankAccount::number},
    {"account_type", "text", &CreateBankAccount::type},
});
constexpr auto kToken = takes<CreateBankAccount>({
    {"bank_account", "@AccountWanted", &CreateBankAccount::frame},
});
constexpr auto kMetadata = takes<UpdateMetadata>({
    {"metadata", "any", &UpdateMetadata::metadata},
});
constexpr auto kRedirect = takes<ManageMandate>({
    {"return_url", "text", &ManageMandate::return_url},
    {"auth_mode", "text", &ManageMandate::auth_mode},
});
constexpr auto kManagement = takes<ManageMandate>({
    {"redirect", "@RedirectWanted", &ManageMandate::redirect},
});
constexpr auto kAmendment = takes<ManageMandate>({
    {"frequency", "text", &ManageMandate::frequency},
    {"collection_amount", "scalar", &ManageMandate::collection_amount, with_fraction},
    {"maximum_amount", "scalar", &ManageMandate::maximum_amount, with_fraction},
    {"final_collection_date", "date", &ManageMandate::final_collection_date},
});
constexpr auto kCreditor = takes<CreditorFields>({
    {"creditor_agent_code", "text", &CreditorFields::agent_code, in_capitals},
    {"creditor_agent_mmbid", "text", &CreditorFields::agent_mmbid, in_capitals},
    {"creditor_agent_name", "text", &CreditorFields::agent_name},
    {"creditor_name", "text", &CreditorFields::name},
    {"creditor_utility_code", "text", &CreditorFields::utility_code, in_capitals},
});
constexpr auto kCreditors = takes<SetCreditors>({
    {"nach_profiles", "[@NachProfileWanted]", &SetCreditors::list},
});
constexpr auto kWebhook = takes<SetWebhook>({
    {"url", "text", &SetWebhook::url},
    {"key", "text", &SetWebhook::key},
    {"format", "'encrypted'|'plain'", &SetWebhook::format},
});
constexpr auto kAnswer = takes<SubmitOutcome>({
    {"outcome", "'accepted'|'rejected'|'abandoned'", &SubmitOutcome::outcome},
    {"reason_code", "scalar", &SubmitOutcome::reason_code},
    {"reason_description", "scalar", &SubmitOutcome::reason_description},
    {"reject_by", "scalar", &SubmitOutcome::reject_by},
    {"auth_mode", "text", &SubmitOutcome::auth_mode},
});
constexpr Member kNamesALink[] = {{"link", "text"}, {"source", "text"}, {"mandate", "text"}};

constexpr auto kImportMembers = joined(kMembers<kDebitTerms>, kMembers<kImport>);
constexpr auto kMandateMadeMembers = joined(kMembers<kMandateMade>, kMembers<kDebitTerms>);
constexpr auto kManagementMembers = joined(kMembers<kManagement>, kMembers<kRedirect>);
constexpr auto kAmendmentMembers = joined(kMembers<kAmendment>, kManagementMembers);
constexpr auto kAuthoriseMembers = joined(std::to_array(kNamesALink), kMembers<kAnswer>);

constexpr Member kReference[] = {{"text", "scalar"}, {"hash", "hash"}};
constexpr Schema kSchemas[] = {
    {"ReferenceWanted", kReference, choice},
    {"DebitTerms", kMembers<kDebitTerms>, request}, {"SourceWanted", kMembers<kSource>, request},
    {"RedirectWanted", kMembers<kRedirect>, request}, {"MandateImport", kImportMembers, request},
    {"MandateMade", kMandateMadeMembers, request}, {"CustomerWanted", kMembers<kCustomer>, request},
    {"AccountWanted", kMembers<kAccount>, request}, {"TokenWanted", kMembers<kToken>, request},
    {"MetadataUpdate", kMembers<kMetadata>, request}, {"Management", kManagementMembers, request},
    {"Amendment", kAmendmentMembers, request}, {"NachProfileWanted", kMembers<kCreditor>, request},
    {"NachProfilesWanted", kMembers<kCreditors>, request}, {"WebhookWanted", kMembers<kWebhook>, request},
    {"CustomerAnswer", kMembers<kAnswer>, request}, {"Authorise", kAuthoriseMembers, request},
};
// clang-format on

/// A key inside `redirect`, or flat beside it.
void read_redirect(ManageMandate& command, const Body& body) {
  read_members(command, kRedirect, body);
  ManageMandate nested;
  read_members(nested, kRedirect, body, "redirect.");
  for (const auto& row : kRedirect) {
    if ((nested.*row.field).given()) command.*row.field = nested.*row.field;
  }
}

}  // namespace

SchemaList command_schemas() { return kSchemas; }
std::span<const Member> debit_terms() { return kMembers<kDebitTerms>; }

CreateSource read_create_source(const Body& body) {
  CreateSource command = read(kSource, body);
  read_members(command, kSourceRedirect, body, "redirect.");
  read_members(command.debit, kDebitTerms, body, "nach_debit.");
  return command;
}

ImportMandate read_import(const Body& body) {
  ImportMandate command = read(kImport, body);
  read_members(command.debit, kDebitTerms, body);
  return command;
}

CreateCustomer read_create_customer(const Body& body) { return read(kCustomer, body); }

CreateBankAccount read_create_bank_account(const Body& body) { return read(kAccount, body); }

CreateBankAccount read_create_token(const Body& body) {
  CreateBankAccount command = read(kToken, body);
  read_members(command, kAccount, body, "bank_account.");
  command.token = true;
  return command;
}

UpdateMetadata read_update_metadata(const Body& body) {
  UpdateMetadata command = read(kMetadata, body);
  if (command.metadata.given()) {
    command.metadata_json =
        body.sorted_object_json("metadata", limits::kMetadataPairs).value_or("");
  }
  return command;
}

std::vector<std::string> mandate_made_keys() {
  std::vector<std::string> keys;
  for (const Member& member : kMandateMadeMembers) keys.emplace_back(member.name);
  return keys;
}

MakeMandate read_make_mandate(const Body& body) {
  MakeMandate command = read(kMandateMade, body);
  read_members(command.debit, kDebitTerms, body);
  return command;
}

ManageMandate read_manage(Action action, const Body& query, const Body& body) {
  const bool amends = action == Action::amend;
  ManageMandate command;
  command.action = action;
  command.umrn = query.field("umrn");
  command.mandate_id = query.field("mandate_id");
  command.body_problem = query.problem().empty() ? body.problem() : query.problem();
  read_members(command, kManagement, body);
  if (amends) read_members(command, kAmendment, body);
  read_redirect(command, body);
  command.unknown_keys =
      amends ? unknown_names(body, kAmendmentMembers) : unknown_names(body, kManagementMembers);
  for (std::string& name : unknown_names(body, kMembers<kRedirect>, "redirect")) {
    command.unknown_keys.push_back(std::move(name));
  }
  return command;
}

SetCreditors read_creditors(const Body& body) {
  constexpr std::string_view kList = "nach_profiles";
  SetCreditors command = read(kCreditors, body);
  for (const std::string& index : body.names_in(kList)) {
    const std::string path = std::string(kList) + "." + index;
    read_members(command.profiles.emplace_back(), kCreditor, body, path + ".");
    for (const std::string& name : unknown_names(body, kMembers<kCreditor>, path)) {
      command.unknown_keys.push_back(std::string(kList) + "[" + index + "]" +
                                     name.substr(path.size()));
    }
  }
  return command;
}

SetWebhook read_webhook(const Body& body) { return read(kWebhook, body); }

SubmitOutcome read_outcome(const Body& body) { return read(kAnswer, body); }

}  // namespace lotusbox::wire
