#include "wire/schema_list.h"
#include "wire/terms_rows.h"

namespace lotusbox::wire {

namespace {

struct MandateView {
  MandateView(const World& world_, MandateId id_, const Mandate::State& state_)
      : world(world_),
        id(id_),
        mandate(world_.mandates[id_.index]),
        state(state_),
        terms(world_.terms_of(mandate)),
        amount(state_.amount),
        frequency(state_.frequency) {}

  const World& world;
  MandateId id;
  const Mandate& mandate;
  const Mandate::State& state;
  const Terms& terms;
  Paise amount;
  std::optional<Frequency> frequency;

  [[nodiscard]] std::string id_text() const {
    return mandate.source ? id_of(world, *mandate.source) : id_of(world, id);
  }
  [[nodiscard]] bool has_reason() const {
    return !state.reason_code.empty() || !state.reason_description.empty();
  }
  /// The usual words of an answer, unless the bank gave others; none while it has not answered.
  [[nodiscard]] std::string_view reason(Text given, std::string_view usual) const {
    if (has_reason()) return world.text(given);
    return state.status == MandateStatus::acknowledged ? std::string_view() : usual;
  }
};

constexpr auto kOwn = rows<MandateView>({
    {"class", "'internal'|'external'",
     [](const auto& v) -> std::string_view {
       return v.mandate.given_umrn.empty() ? "internal" : "external";
     }},
    {"date_acknowledged", [](const auto& v) { return v.state.date_acknowledged; }},
    {"date_responded", [](const auto& v) { return v.state.date_responded; }},
    {"date_cancelled", [](const auto& v) { return v.state.date_cancelled; }},
    {"mandate_request_id", "text?",
     [](const auto& v) { return mandate_request_id(v.world, v.id); }},
    {"reason_code", [](const auto& v) { return OrNull{v.reason(v.state.reason_code, "ac01")}; }},
    {"reason_description",
     [](const auto& v) {
       return OrNull{v.reason(v.state.reason_description, "ACK Default Accept Reason")};
     }},
    {"status", "'acknowledged'|'active'|'pending'|'paused'|'failed'|'cancelled'|'expired'",
     [](const auto& v) { return v.state.status; }},
    // The samples show null where the prose says cancel_nil (contradiction 7).
    {"status_cancel",
     "'cancel_requested'|'cancel_submitted'|'cancel_confirmed'|'cancel_failed'|'cancel_received'|'"
     "cancel_denied'?",
     [](const auto& v) {
       return v.state.cancel == CancelStatus::cancel_nil ? std::nullopt
                                                         : std::optional(v.state.cancel);
     }},
    {"umrn", "text?", [](const auto& v) { return umrn_of(v.world, v.id); }},
    {"bank_account", [](const auto& v) { return id_of(v.world, v.mandate.bank_account); }},
    {"customer", [](const auto& v) { return id_of(v.world, v.mandate.customer); }},
    {"nach_profile", [](const auto& v) { return profile_id(v.world, v.terms.creditor); }},
    {"source", [](const auto& v) { return id_of(v.world, v.mandate.source); }},
});
constexpr auto kMandate =
    joined(rows<MandateView>({
               {"id", [](const auto& v) { return id_of(v.world, v.id); }},
               {"object", "'mandate'"},
               {"created", [](const auto& v) { return v.mandate.created; }},
               {"livemode", [](const auto&) { return false; }},
               {"metadata", [](const auto& v) { return Hash{v.world.text(v.state.metadata)}; }},
           }),
           kAmountRows<MandateView>, kCreditorRows<MandateView>,
           rows<MandateView>({
               {"date_first_collection", [](const auto& v) { return v.terms.first_collection; }},
               {"date_final_collection", [](const auto& v) { return v.state.final_collection; }},
           }),
           kDebtorRows<MandateView>, kCollectionRows<MandateView>, kOwn);
constexpr auto kAgentRow = rows<MandateView>({
    {"agent",
     [](const auto& v) {
       return agent_id(v.world, v.mandate.source ? v.world.sources[v.mandate.source->index].agent
                                                 : std::nullopt);
     }},
});
constexpr Member kAgentMember[] = {{"agent", "text?", true}};
constexpr auto kMembersWithAgent = joined(kMembers<kMandate>, std::to_array(kAgentMember));

struct ManagedView {
  const View& view;
  Action action;
  LinkId link;
};
constexpr auto kManaged = rows<ManagedView>({
    {"status", "'Request received'"},
    {"message",
     [](const auto&) {
       return std::string_view("Ask customer to authorize it on given authorization link");
     }},
    {"auth_link", [](const auto& v) { return request_link_url(v.view, v.action, v.link); }},
    // The overview promises the expiry, the sample has no name for it (R3).
    {"expires_at", [](const auto& v) { return *v.view.world.links[v.link.index].expires_at; }},
});
constexpr auto kReminded =
    rows<std::string_view>({{"success", [](const auto& words) { return words; }}});
constexpr Schema kSchemas[] = {
    {"Mandate", kMembersWithAgent},
    {"Managed", kMembers<kManaged>},
    {"Reminded", kMembers<kReminded>},
};

}  // namespace

SchemaList mandate_schemas() { return kSchemas; }

void write_mandate(JsonWriter& out, const View& view, MandateId id, const Mandate::State& state) {
  write_object(out, kMandate, MandateView(view.world, id, state));
}

void write_mandate_with_agent(JsonWriter& out, const View& view, MandateId id) {
  const MandateView shown(view.world, id, view.world.mandates[id.index].state);
  out.begin_object();
  write_members(out, kMandate, shown);
  write_members(out, kAgentRow, shown);
  out.end_object();
}

void write_managed(JsonWriter& out, const View& view, Action action, LinkId link) {
  write_object(out, kManaged, ManagedView{view, action, link});
}

void write_reminded(JsonWriter& out, std::string_view words) {
  write_object(out, kReminded, words);
}

}  // namespace lotusbox::wire
