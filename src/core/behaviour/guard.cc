#include "core/behaviour/guard.h"

#include "base/enum_names.h"
#include "core/behaviour/debit/guards.h"
#include "core/model/world.h"

namespace lotusbox {

namespace {

struct GuardRow {
  Guard guard;
  std::string_view text;
  bool (*holds)(const World& world, std::uint32_t index);
};

template <Action action>
bool action_is(const World& world, std::uint32_t request) {
  return world.requests[request].action == action;
}

template <LinkKind kind>
bool link_is(const World& world, std::uint32_t link) {
  return world.links[link].kind == kind;
}

/// Whether the link is that of a source of this variant.
template <Variant variant>
bool source_is(const World& world, std::uint32_t index) {
  const Link& link = world.links[index];
  return link.kind == LinkKind::source &&
         world.terms_of(world.sources[link.target]).variant == variant;
}

bool others_standing(const World& world, std::uint32_t customer) {
  return world.customers[customer].state.standing > 1;
}
bool attempts_left(const World& world, std::uint32_t delivery) {
  return world.deliveries[delivery].attempts < std::size(limits::kRetryWaits);
}
bool customer_known(const World& world, std::uint32_t source) {
  return world.sources[source].state.customer.has_value();
}
bool has_link(const World& world, std::uint32_t source) {
  return world.terms_of(world.sources[source]).variant != Variant::physical;
}
bool chargeable(const World& world, std::uint32_t debit) {
  return mandate_is_active(world, DebitId{debit}) && !is_held_back(world, DebitId{debit});
}
bool collection_open(const World& world, std::uint32_t debit) {
  return open_collection(world, DebitId{debit}).has_value();
}
bool settles(const World& world, std::uint32_t collection) {
  return world.ledger.policy.settlements && world.ledger.collections[collection].count > 0;
}
bool was_last(const World& world, std::uint32_t subscription) {
  return is_last_occurrence(world, SubscriptionId{subscription});
}

/// Asks one of the questions of the debits.
template <bool (*asked)(const World&, DebitId)>
bool debit_is(const World& world, std::uint32_t debit) {
  return asked(world, DebitId{debit});
}

template <bool (*asked)(const World&, std::uint32_t)>
bool negated(const World& world, std::uint32_t index) {
  return !asked(world, index);
}

constexpr GuardRow kGuards[] = {
    {Guard::always, "", [](const World&, std::uint32_t) { return true; }},
    {Guard::on_source, "on a source", link_is<LinkKind::source>},
    {Guard::on_request, "on a request", link_is<LinkKind::request>},
    {Guard::others_standing, "another mandate stands", others_standing},
    {Guard::none_standing, "no other mandate stands", negated<others_standing>},
    {Guard::attempts_left, "attempts left", attempts_left},
    {Guard::attempts_used_up, "attempts used up", negated<attempts_left>},
    {Guard::is_amend, "amend", action_is<Action::amend>},
    {Guard::is_pause, "pause", action_is<Action::pause>},
    {Guard::is_resume, "resume", action_is<Action::resume>},
    {Guard::is_cancel, "cancel", action_is<Action::cancel>},
    {Guard::customer_known, "customer known", customer_known},
    {Guard::customer_new, "customer new", negated<customer_known>},
    {Guard::has_link, "has a link", has_link},
    {Guard::on_api_source, "on an emandate_api source", source_is<Variant::emandate_api>},
    {Guard::on_esign_source, "on an emandate_esign source", source_is<Variant::emandate_esign>},
    {Guard::chargeable, "its mandate is active", chargeable},
    {Guard::held_back, "beyond the terms of its mandate, and policy holds it back",
     debit_is<is_held_back>},
    {Guard::not_chargeable, "its mandate is not active", negated<debit_is<mandate_is_active>>},
    {Guard::collection_open, "the collection of the day is open", collection_open},
    {Guard::collection_none, "no collection of the day yet", negated<collection_open>},
    {Guard::collected_today, "its collection is open", debit_is<collected_today>},
    {Guard::settles, "the profile of LotusPay collects, and there is something to pay", settles},
    {Guard::more_to_come, "more to come", negated<was_last>},
    {Guard::was_last, "was the last", was_last},
};
static_assert(in_order(kGuards, [](const GuardRow& row) { return row.guard; }));

const GuardRow& row_of(Guard guard) { return kGuards[static_cast<std::size_t>(guard)]; }

}  // namespace

std::string_view to_text(Guard guard) { return row_of(guard).text; }

bool holds(Guard guard, const World& world, std::uint32_t index) {
  return row_of(guard).holds(world, index);
}

}  // namespace lotusbox
