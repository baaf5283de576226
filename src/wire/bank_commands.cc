#include "wire/bank_commands.h"

#include "wire/describe.h"
#include "wire/schema_list.h"

namespace lotusbox::wire {

namespace {

using enum SchemaKind;

// clang-format off
constexpr auto kUpload = takes<UploadImage>({
    {"file", "any"},
    {"reference1", "scalar", &UploadImage::reference1},
});
constexpr auto kAskBank = takes<AskBank>({
    {"source", "text", &AskBank::source},
    {"mandate", "text", &AskBank::mandate},
    {"step", "text", &AskBank::step},
    {"outcome", "text", &AskBank::outcome},
    {"reason_code", "scalar", &AskBank::reason_code},
    {"reason_description", "scalar", &AskBank::reason_description},
});
constexpr auto kAskDebit = takes<AnswerDebit>({
    {"debit", "text", &AnswerDebit::debit},
    {"outcome", "text", &AnswerDebit::outcome},
    {"response_code", "scalar", &AnswerDebit::response_code},
});
constexpr auto kStep = takes<StepFields>({
    {"mode", "text", &StepFields::mode},
    {"after", "text?", &StepFields::after},
    {"outcome", "text?", &StepFields::outcome},
    {"reason_code", "text?", &StepFields::reason_code},
});
constexpr auto kSettings = takes<SetPolicy>({
    {"profile", "text", &SetPolicy::profile},
    {"cancel_enabled", "any", &SetPolicy::cancel_enabled},
    {"cancel_link_minutes", "scalar", &SetPolicy::cancel_link_minutes},
    {"cut_off_hour", "scalar", &SetPolicy::cut_off_hour},
});
// clang-format on

template <std::size_t Count, class Member_>
constexpr auto members_for(const Member_& member) {
  std::array<Member, Count> all{};
  for (std::size_t i = 0; i < Count; ++i) all[i] = member(i);
  return all;
}
constexpr auto kSteps = members_for<kBankStepCount>([](std::size_t i) {
  return Member{kBankStepWords[i], "@StepWanted"};
});
constexpr auto kSwitchMembers = members_for<kSwitchCount>([](std::size_t i) {
  return Member{kSwitches[i].key, "text"};
});
constexpr auto kPolicyMembers = joined(kMembers<kSettings>, kSteps, kSwitchMembers);
constexpr Member kOfDebit[] = {{"debit", "text"}, {"response_code", "scalar"}};
constexpr auto kBankMembers = joined(kMembers<kAskBank>, std::to_array(kOfDebit));

constexpr Schema kSchemas[] = {
    {"ImageWanted", kMembers<kUpload>, request},
    {"BankAsked", kBankMembers, request},
    {"StepWanted", kMembers<kStep>, request},
    {"PolicyWanted", kPolicyMembers, request},
};

/// What names neither a policy nor something of a step.
std::vector<std::string> unknown_of_policy(const Body& body) {
  std::vector<std::string> unknown = unknown_names(body, kPolicyMembers);
  for (const Member& step : kSteps) {
    const Field& given = body.field(step.name);
    if (given.given() && given.kind != Field::Kind::nested) unknown.emplace_back(step.name);
    for (std::string& name : unknown_names(body, kMembers<kStep>, step.name)) {
      unknown.push_back(std::move(name));
    }
  }
  return unknown;
}

}  // namespace

UploadImage read_upload(const Body& body) {
  UploadImage command = read(kUpload, body);
  for (const Part& part : body.files()) {
    if (part.name == "file") command.bytes = std::make_shared<const std::string>(part.bytes);
  }
  return command;
}

AskBank read_ask_bank(const Body& body) { return read(kAskBank, body); }

AnswerDebit read_answer_debit(const Body& body) {
  AnswerDebit command;
  read_members(command, kAskDebit, body);
  return command;
}

SetPolicy read_policy(const Body& body) {
  SetPolicy command = read(kSettings, body);
  for (std::size_t i = 0; i < kBankStepCount; ++i) {
    read_members(command.bank[i], kStep, body, std::string(kSteps[i].name) + ".");
  }
  for (const SwitchRow& row : kSwitches) {
    command.switches[static_cast<std::size_t>(row.id)] = body.field(row.key);
  }
  command.unknown_keys = unknown_of_policy(body);
  return command;
}

SchemaList bank_schemas() { return kSchemas; }

}  // namespace lotusbox::wire
