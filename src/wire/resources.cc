#include "wire/resources.h"

#include <algorithm>

#include "base/seeded_permutation.h"
#include "base/text.h"
#include "core/behaviour/lookup.h"
#include "wire/fields.h"

namespace lotusbox::wire {

namespace {

constexpr std::size_t kLastDigits = 4;

std::string_view last4(std::string_view number) {
  return number.substr(number.size() - std::min(number.size(), kLastDigits));
}

void write_account_fields(JsonWriter& out, const World& world, const BankAccount& account) {
  out.field("account_holder_name", world.text(account.holder))
      .field("account_ifsc", world.text(account.ifsc))
      .field("account_last4", last4(world.text(account.number)))
      .field("account_type", to_text(account.type))
      .field("bank_name", world.reference->banks[account.bank].name);
}

void write_modes(JsonWriter& out, std::string_view name, const Modes& modes) {
  out.key(name)
      .begin_object()
      .field("net_banking", modes.has(AuthMode::netbanking))
      .field("aadhaar", modes.has(AuthMode::aadhaar))
      .field("debit_card", modes.has(AuthMode::debitcard))
      .field("others", modes.has(AuthMode::others))
      .end_object();
}

void write_agent_fields(JsonWriter& out, const Agent& agent) {
  out.field("code", agent.code)
      .field("email", agent.email)
      .field("identification", agent.identification)
      .field("mobile", agent.mobile)
      .field("name", agent.name)
      .field("status", agent.status);
}

}  // namespace

void write_bank_account(JsonWriter& out, const World& world, BankAccountId id) {
  const BankAccount& account = world.bank_accounts[id.index];
  const std::string customer = id_text(world, {ObjectKind::customer, account.customer->index});
  const std::string id_here = id_text(world, {ObjectKind::bank_account, id.index});
  out.begin_object()
      .field("id", id_here)
      .field("object", "bank_account")
      .field("created", unix_seconds(account.created))
      .field("livemode", false);
  write_account_fields(out, world, account);
  out.field("customer", customer);
  write_embedded_list(
      out, world, "mandates", ObjectKind::mandate, account.last_mandate, account.mandates,
      "/v1/customers/" + customer + "/bank_accounts/" + id_here + "/mandates",
      [&](MandateId mandate) { return world.mandates[mandate.index].previous_of_account; });
  out.field("status", "enabled").end_object();
}

void write_token(JsonWriter& out, const World& world, BankAccountId id) {
  const BankAccount& account = world.bank_accounts[id.index];
  out.begin_object()
      .field("id", id_text(world, {ObjectKind::bank_account, id.index}))
      .field("object", "token")
      .field("created", unix_seconds(account.created))
      .field("livemode", false);
  write_account_fields(out, world, account);
  out.field("type", "bank_account").end_object();
}

void write_nach_bank(JsonWriter& out, const Bank& bank) {
  out.begin_object()
      .field("id", bank.code)
      .field("object", "nach_bank")
      .field("livemode", false)
      .field("ach_dr", passes(bank, BankFilter::ach_dr))
      .field("display_name", bank.name)
      .field("ifsc", bank.ifsc)
      .field("name", bank.name)
      .field("variant_api", passes(bank, BankFilter::api))
      .field("variant_api_aadhaar", passes(bank, BankFilter::aadhaar))
      .field("variant_api_debitcard", passes(bank, BankFilter::debitcard))
      .field("variant_api_netbanking", passes(bank, BankFilter::netbanking))
      .field("variant_api_others", passes(bank, BankFilter::others))
      .field("variant_esign", passes(bank, BankFilter::esign));
  for (const Action action : {Action::amend, Action::cancel, Action::pause, Action::resume}) {
    write_modes(out, "mandate_" + std::string(to_text(action)),
                bank.actions[static_cast<std::size_t>(action)]);
  }
  out.end_object();
}

void write_nach_bank_entry(JsonWriter& out, const Bank& bank) {
  out.begin_object()
      .field("id", bank.code)
      .field("name", bank.name)
      .field("display_name", bank.name)
      .end_object();
}

namespace {

/// Nothing is known about branches: what we say about one is invented, and the same each time
/// (R33).
struct Branch {
  static constexpr std::string_view kCity = "MUMBAI";
  static constexpr std::string_view kState = "MAHARASHTRA";
  static constexpr std::size_t kCodeAt = 5;  // in an IFSC
  static constexpr std::size_t kMicrBank = 6;
  static constexpr int kMicrBranch = 3;

  std::string name, micr;

  Branch(const Bank& bank, std::string_view ifsc) {
    const bool head_office = ifsc == bank.ifsc;
    const std::string_view code = ifsc.substr(kCodeAt);
    name = head_office ? "HEAD OFFICE" : "BRANCH " + std::string(code);
    const auto number = fingerprint(0, code) % 1000;
    micr = head_office ? bank.micr
                       : bank.micr.substr(0, kMicrBank) + format_padded(number, kMicrBranch);
  }
};

void write_nach_bank_data(JsonWriter& out, const Bank& bank) {
  out.begin_object()
      .field("ach_dr", passes(bank, BankFilter::ach_dr))
      .field("bank_code", bank.code)
      .field("bank_name", bank.name)
      .field("emandate_aadhaar", passes(bank, BankFilter::aadhaar))
      .field("emandate_debitcard", passes(bank, BankFilter::debitcard))
      .field("emandate_esign", passes(bank, BankFilter::esign))
      .field("emandate_netbanking", passes(bank, BankFilter::netbanking))
      .field("emandate_others", passes(bank, BankFilter::others))
      .end_object();
}

}  // namespace

void write_bank(JsonWriter& out, const Bank& bank, std::string_view ifsc) {
  const Branch branch(bank, ifsc);
  out.begin_object()
      .field("object", "bank")
      .field("livemode", false)
      .field("ifsc", ifsc)
      .field("micr", branch.micr)
      .field("name", bank.name)
      .field("branch", branch.name)
      .field("city", Branch::kCity);
  out.key("bank_data")
      .begin_object()
      .field("ADDRESS", branch.name + ", " + std::string(Branch::kCity))
      .field("BANK", bank.name)
      .field("BRANCH", branch.name)
      .field("CENTRE", Branch::kCity)
      .field("CITY", Branch::kCity)
      .field("CONTACT", "0")
      .field("DISTRICT", Branch::kCity)
      .field("IFSC", ifsc)
      .field("MICR", branch.micr)
      .field("STATE", Branch::kState)
      .end_object();
  out.field("nach_bank", true).key("nach_bank_data");
  write_nach_bank_data(out, bank);
  out.end_object();
}

void write_creditors(JsonWriter& out, const World& world) {
  const Creditors& creditors = world.creditors.read();
  out.begin_object().key("nach_profiles").begin_array();
  for (std::size_t i = 0; i < creditors.rows.size(); ++i) {
    const Creditor& creditor = creditors.rows[i];
    out.begin_object()
        .field("id", profile_id(world, static_cast<std::uint16_t>(i)))
        .field("creditor_agent_code", creditor.agent_code)
        .field("creditor_agent_mmbid", creditor.agent_mmbid)
        .field("creditor_agent_name", creditor.agent_name)
        .field("creditor_name", creditor.name)
        .field("creditor_utility_code", creditor.utility_code)
        .field("configured", creditor.configured)
        .field("usual", i == creditors.usual)
        .end_object();
  }
  out.end_array().end_object();
}

void write_agent(JsonWriter& out, const World& world, std::size_t index) {
  const Agent& agent = world.reference->agents[index];
  out.begin_object()
      .field("id", world.ids.format(kAgentPrefix, static_cast<std::uint32_t>(index)))
      .field("object", "agent")
      .field("created", unix_seconds(agent.created))
      .field("livemode", false);
  write_agent_fields(out, agent);
  out.end_object();
}

void write_agent_entry(JsonWriter& out, const World& world, std::size_t index) {
  out.begin_object().field("id", world.ids.format(kAgentPrefix, static_cast<std::uint32_t>(index)));
  write_agent_fields(out, world.reference->agents[index]);
  out.end_object();
}

namespace {

void write_image_fields(JsonWriter& out, const World& world, const PhysicalImage& image) {
  const auto mandate =
      image.source ? index_of(world.sources[image.source->index].state.mandate) : std::nullopt;
  out.field("reference1", world.text(image.reference1));
  field_id(out, world, "mandate", ObjectKind::mandate, mandate);
  field_id(out, world, "source", ObjectKind::source, index_of(image.source));
}

}  // namespace

void write_image(JsonWriter& out, const World& world, ImageId id) {
  const PhysicalImage& image = world.images[id.index];
  out.begin_object()
      .field("id", id_text(world, {ObjectKind::physical_image, id.index}))
      .field("object", "physical_mandate_image")
      .field("created", unix_seconds(image.created))
      .field("livemode", false);
  write_image_fields(out, world, image);
  out.end_object();
}

void write_image_entry(JsonWriter& out, const World& world, ImageId id) {
  out.begin_object().field("id", id_text(world, {ObjectKind::physical_image, id.index}));
  write_image_fields(out, world, world.images[id.index]);
  out.end_object();
}

}  // namespace lotusbox::wire
