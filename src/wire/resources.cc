#include "wire/resources.h"

#include <algorithm>

#include "base/seeded_permutation.h"
#include "base/text.h"
#include "core/model/reference.h"
#include "wire/describe.h"
#include "wire/parts.h"
#include "wire/schema_list.h"
#include "wire/terms_rows.h"

namespace lotusbox::wire {

namespace {

constexpr std::size_t kLastDigits = 4;

std::string_view last4(std::string_view number) {
  return number.substr(number.size() - std::min(number.size(), kLastDigits));
}

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

struct CustomerView {
  const World& world;
  CustomerId id;
  const Customer& customer;
  const Customer::State& state;
  std::string path;  ///< of the customer, with a slash at the end
};

struct AccountView {
  const World& world;
  BankAccountId id;
  const BankAccount& account;
};

struct BranchView {
  const Bank& bank;
  std::string_view ifsc;
  Branch branch;
};

struct AgentView {
  const World& world;
  std::size_t index;
  const Agent& agent;
};

struct CreditorView {
  const World& world;
  std::size_t index;
  const Creditor& creditor;
  bool usual;
};

struct ImageView {
  const World& world;
  ImageId id;
  const PhysicalImage& image;
};

constexpr auto kNotLive = [](const auto&) { return false; };

constexpr auto kCustomer = rows<CustomerView>({
    {"id", [](const auto& v) { return id_of(v.world, v.id); }},
    {"object", "'customer'"},
    {"created", [](const auto& v) { return v.customer.created; }},
    {"livemode", kNotLive},
    {"metadata", [](const auto& v) { return Hash{v.world.text(v.customer.metadata)}; }},
    {"bank_accounts", "@EmbeddedList",
     [](JsonWriter& out, const auto& v) {
       write_embedded_list(
           out, v.world, v.state.last_bank_account, v.state.bank_accounts, v.path + "bank_accounts",
           [&](BankAccountId id) { return v.world.bank_accounts[id.index].previous_of_customer; });
     }},
    {"description", [](const auto& v) { return OrNull{v.world.text(v.customer.description)}; }},
    {"email", [](const auto& v) { return OrNull{v.world.text(v.customer.email)}; }},
    {"identification",
     [](const auto& v) { return OrNull{v.world.text(v.customer.identification)}; }},
    {"mandates", "@EmbeddedList",
     [](JsonWriter& out, const auto& v) {
       write_embedded_list(
           out, v.world, v.state.last_mandate, v.state.mandates, v.path + "mandates",
           [&](MandateId id) { return v.world.mandates[id.index].previous_of_customer; });
     }},
    {"mobile", [](const auto& v) { return OrNull{v.world.text(v.customer.mobile)}; }},
    {"name", [](const auto& v) { return OrNull{v.world.text(v.customer.name)}; }},
    {"phone", [](const auto& v) { return OrNull{v.world.text(v.customer.phone)}; }},
    {"subscriptions", "@EmbeddedList",
     [](JsonWriter& out, const auto& v) {
       write_embedded_list(out, v.world, v.state.last_subscription, v.state.subscriptions,
                           v.path + "subscriptions", [&](SubscriptionId id) {
                             return v.world.ledger.subscriptions[id.index].previous_of_customer;
                           });
     }},
});

constexpr auto kAccountHead = rows<AccountView>({
    {"created", [](const auto& v) { return v.account.created; }},
    {"livemode", kNotLive},
    {"account_holder_name", [](const auto& v) { return v.world.text(v.account.holder); }},
    {"account_ifsc", [](const auto& v) { return v.world.text(v.account.ifsc); }},
    {"account_last4", [](const auto& v) { return last4(v.world.text(v.account.number)); }},
    {"account_type", kAccountTypes, [](const auto& v) { return v.account.type; }},
    {"bank_name",
     [](const auto& v) { return std::string_view(v.world.reference->banks[v.account.bank].name); }},
});
constexpr auto kBankAccount = joined(
    rows<AccountView>({
        {"id", [](const auto& v) { return id_of(v.world, v.id); }},
        {"object", "'bank_account'"},
    }),
    kAccountHead,
    rows<AccountView>({
        {"customer", "text", [](const auto& v) { return id_of(v.world, *v.account.customer); }},
        {"mandates", "@EmbeddedList",
         [](JsonWriter& out, const auto& v) {
           write_embedded_list(
               out, v.world, v.account.last_mandate, v.account.mandates,
               "/v1/customers/" + id_of(v.world, *v.account.customer) + "/bank_accounts/" +
                   id_of(v.world, v.id) + "/mandates",
               [&](MandateId id) { return v.world.mandates[id.index].previous_of_account; });
         }},
        {"status", "'enabled'"},
    }));
constexpr auto kToken = joined(rows<AccountView>({
                                   {"id", [](const auto& v) { return id_of(v.world, v.id); }},
                                   {"object", "'token'"},
                               }),
                               kAccountHead, rows<AccountView>({{"type", "'bank_account'"}}));

constexpr auto kModeFlags = rows<Modes>({
    {"net_banking", [](const auto& modes) { return modes.has(AuthMode::netbanking); }},
    {"aadhaar", [](const auto& modes) { return modes.has(AuthMode::aadhaar); }},
    {"debit_card", [](const auto& modes) { return modes.has(AuthMode::debitcard); }},
    {"others", [](const auto& modes) { return modes.has(AuthMode::others); }},
});
template <Action action>
constexpr auto kModesOf = [](JsonWriter& out, const Bank& bank) {
  write_object(out, kModeFlags, bank.actions[static_cast<std::size_t>(action)]);
};
template <BankFilter filter>
constexpr auto kPasses = [](const Bank& bank) { return passes(bank, filter); };
constexpr auto kCode = [](const Bank& bank) { return std::string_view(bank.code); };
constexpr auto kName = [](const Bank& bank) { return std::string_view(bank.name); };

constexpr auto kNachBank = rows<Bank>({
    {"id", kCode},
    {"object", "'nach_bank'"},
    {"livemode", kNotLive},
    {"ach_dr", kPasses<BankFilter::ach_dr>},
    {"display_name", kName},
    {"ifsc", "text?", [](const Bank& bank) { return std::string_view(bank.ifsc); }},
    {"name", kName},
    {"variant_api", kPasses<BankFilter::api>},
    {"variant_api_aadhaar", kPasses<BankFilter::aadhaar>},
    {"variant_api_debitcard", kPasses<BankFilter::debitcard>},
    {"variant_api_netbanking", kPasses<BankFilter::netbanking>},
    {"variant_api_others", kPasses<BankFilter::others>},
    {"variant_esign", kPasses<BankFilter::esign>},
    {"mandate_amend", "@ModeFlags", kModesOf<Action::amend>},
    {"mandate_cancel", "@ModeFlags", kModesOf<Action::cancel>},
    {"mandate_pause", "@ModeFlags", kModesOf<Action::pause>},
    {"mandate_resume", "@ModeFlags", kModesOf<Action::resume>},
});
constexpr auto kNachBankEntry =
    rows<Bank>({{"id", kCode}, {"name", kName}, {"display_name", kName}});
constexpr auto kNachBankData = rows<Bank>({
    {"ach_dr", kPasses<BankFilter::ach_dr>},
    {"bank_code", kCode},
    {"bank_name", kName},
    {"emandate_aadhaar", kPasses<BankFilter::aadhaar>},
    {"emandate_debitcard", kPasses<BankFilter::debitcard>},
    {"emandate_esign", kPasses<BankFilter::esign>},
    {"emandate_netbanking", kPasses<BankFilter::netbanking>},
    {"emandate_others", kPasses<BankFilter::others>},
});
constexpr auto kBranchName = [](const BranchView& v) { return std::string_view(v.branch.name); };
constexpr auto kBranchCity = [](const BranchView&) { return Branch::kCity; };
constexpr auto kBranchBank = [](const BranchView& v) { return std::string_view(v.bank.name); };
constexpr auto kBranchIfsc = [](const BranchView& v) { return v.ifsc; };
constexpr auto kBranchMicr = [](const BranchView& v) { return std::string_view(v.branch.micr); };
constexpr auto kBranchData = rows<BranchView>({
    {"ADDRESS", [](const auto& v) { return v.branch.name + ", " + std::string(Branch::kCity); }},
    {"BANK", kBranchBank},
    {"BRANCH", kBranchName},
    {"CENTRE", kBranchCity},
    {"CITY", kBranchCity},
    {"CONTACT", [](const auto&) { return std::string_view("0"); }},
    {"DISTRICT", kBranchCity},
    {"IFSC", kBranchIfsc},
    {"MICR", kBranchMicr},
    {"STATE", [](const auto&) { return Branch::kState; }},
});
constexpr auto kBank = rows<BranchView>({
    {"object", "'bank'"},
    {"livemode", kNotLive},
    {"ifsc", kBranchIfsc},
    {"micr", kBranchMicr},
    {"name", kBranchBank},
    {"branch", kBranchName},
    {"city", kBranchCity},
    {"bank_data", "@BranchData",
     [](JsonWriter& out, const auto& v) { write_object(out, kBranchData, v); }},
    {"nach_bank", [](const auto&) { return true; }},
    {"nach_bank_data", "@NachBankData",
     [](JsonWriter& out, const auto& v) { write_object(out, kNachBankData, v.bank); }},
});

constexpr auto kNachProfile = rows<CreditorView>({
    {"id", [](const auto& v) { return profile_id(v.world, static_cast<std::uint16_t>(v.index)); }},
    {"creditor_agent_code", [](const auto& v) { return std::string_view(v.creditor.agent_code); }},
    {"creditor_agent_mmbid",
     [](const auto& v) { return std::string_view(v.creditor.agent_mmbid); }},
    {"creditor_agent_name", [](const auto& v) { return std::string_view(v.creditor.agent_name); }},
    {"creditor_name", [](const auto& v) { return std::string_view(v.creditor.name); }},
    {"creditor_utility_code",
     [](const auto& v) { return std::string_view(v.creditor.utility_code); }},
    {"configured", [](const auto& v) { return v.creditor.configured; }},
    {"usual", [](const auto& v) { return v.usual; }},
});
constexpr auto kNachProfiles = rows<World>({
    {"nach_profiles", "[@NachProfile]",
     [](JsonWriter& out, const World& world) {
       const Creditors& creditors = world.creditors.read();
       out.begin_array();
       for (std::size_t i = 0; i < creditors.rows.size(); ++i) {
         write_object(out, kNachProfile,
                      CreditorView{world, i, creditors.rows[i], i == creditors.usual});
       }
       out.end_array();
     }},
});

constexpr auto kAgentId = rows<AgentView>({
    {"id",
     [](const auto& v) {
       return v.world.ids.format(kAgentPrefix, static_cast<std::uint32_t>(v.index));
     }},
});
constexpr auto kAgentTail = rows<AgentView>({
    {"code", "text?", [](const auto& v) { return std::string_view(v.agent.code); }},
    {"email", "text?", [](const auto& v) { return std::string_view(v.agent.email); }},
    {"identification", "text?",
     [](const auto& v) { return std::string_view(v.agent.identification); }},
    {"mobile", "text?", [](const auto& v) { return std::string_view(v.agent.mobile); }},
    {"name", [](const auto& v) { return std::string_view(v.agent.name); }},
    {"status", [](const auto& v) { return std::string_view(v.agent.status); }},
});
constexpr auto kAgentEntry = joined(kAgentId, kAgentTail);
constexpr auto kAgent = joined(kAgentId,
                               rows<AgentView>({
                                   {"object", "'agent'"},
                                   {"created", [](const auto& v) { return v.agent.created; }},
                                   {"livemode", kNotLive},
                               }),
                               kAgentTail);

constexpr auto kImageId =
    rows<ImageView>({{"id", [](const auto& v) { return id_of(v.world, v.id); }}});
constexpr auto kImageTail = rows<ImageView>({
    {"reference1", [](const auto& v) { return v.world.text(v.image.reference1); }},
    {"mandate",
     [](const auto& v) {
       return id_of(v.world, v.image.source ? v.world.sources[v.image.source->index].state.mandate
                                            : std::nullopt);
     }},
    {"source", [](const auto& v) { return id_of(v.world, v.image.source); }},
});
constexpr auto kImageEntry = joined(kImageId, kImageTail);
constexpr auto kImage = joined(kImageId,
                               rows<ImageView>({
                                   {"object", "'physical_mandate_image'"},
                                   {"created", [](const auto& v) { return v.image.created; }},
                                   {"livemode", kNotLive},
                               }),
                               kImageTail);

constexpr Schema kSchemas[] = {
    {"Customer", kMembers<kCustomer>},
    {"BankAccount", kMembers<kBankAccount>},
    {"Token", kMembers<kToken>},
    {"ModeFlags", kMembers<kModeFlags>},
    {"NachBank", kMembers<kNachBank>},
    {"NachBankEntry", kMembers<kNachBankEntry>},
    {"NachBankData", kMembers<kNachBankData>},
    {"BranchData", kMembers<kBranchData>},
    {"Bank", kMembers<kBank>},
    {"NachProfile", kMembers<kNachProfile>},
    {"NachProfiles", kMembers<kNachProfiles>},
    {"Agent", kMembers<kAgent>},
    {"AgentEntry", kMembers<kAgentEntry>},
    {"Image", kMembers<kImage>},
    {"ImageEntry", kMembers<kImageEntry>},
};

}  // namespace

SchemaList resource_schemas() { return kSchemas; }

void write_customer(JsonWriter& out, const View& view, CustomerId id,
                    const Customer::State& state) {
  const World& world = view.world;
  write_object(out, kCustomer,
               CustomerView{world, id, world.customers[id.index], state,
                            "/v1/customers/" + id_of(world, id) + "/"});
}

void write_bank_account(JsonWriter& out, const World& world, BankAccountId id) {
  write_object(out, kBankAccount, AccountView{world, id, world.bank_accounts[id.index]});
}

void write_token(JsonWriter& out, const World& world, BankAccountId id) {
  write_object(out, kToken, AccountView{world, id, world.bank_accounts[id.index]});
}

void write_nach_bank(JsonWriter& out, const Bank& bank) { write_object(out, kNachBank, bank); }

void write_nach_bank_entry(JsonWriter& out, const Bank& bank) {
  write_object(out, kNachBankEntry, bank);
}

void write_bank(JsonWriter& out, const Bank& bank, std::string_view ifsc) {
  write_object(out, kBank, BranchView{bank, ifsc, Branch(bank, ifsc)});
}

void write_creditors(JsonWriter& out, const World& world) {
  write_object(out, kNachProfiles, world);
}

void write_agent(JsonWriter& out, const World& world, std::size_t index) {
  write_object(out, kAgent, AgentView{world, index, world.reference->agents[index]});
}

void write_agent_entry(JsonWriter& out, const World& world, std::size_t index) {
  write_object(out, kAgentEntry, AgentView{world, index, world.reference->agents[index]});
}

void write_image(JsonWriter& out, const World& world, ImageId id) {
  write_object(out, kImage, ImageView{world, id, world.images[id.index]});
}

void write_image_entry(JsonWriter& out, const World& world, ImageId id) {
  write_object(out, kImageEntry, ImageView{world, id, world.images[id.index]});
}

}  // namespace lotusbox::wire
