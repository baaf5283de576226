#include "core/model/world.h"

#include "base/text.h"

namespace lotusbox {

namespace {

constexpr std::string_view kEventPrefix = "EV";
constexpr std::string_view kTokenPrefix = "btok_";
constexpr std::string_view kJuspayEventPrefix = "evt_V2_";
constexpr std::string_view kJuspayMandatePurpose = "juspay_mandate";
constexpr std::size_t kUmrnLength = 20;
constexpr std::size_t kUmrnDigitsFrom = 7;

template <class IdType>
std::optional<IdType> find(const World& world, std::string_view prefix, std::string_view text,
                           std::size_t count) {
  const auto index = world.ids.parse(prefix, text);
  if (!index || *index >= count) return std::nullopt;
  return IdType{*index};
}

char variant_digit(Variant variant) {
  switch (variant) {
    case Variant::emandate_api: return '7';
    case Variant::emandate_esign: return '6';
    case Variant::physical: return '0';
  }
  LOTUSBOX_UNREACHABLE("variant");
}

char mode_digit(std::optional<AuthMode> mode) {
  if (mode == AuthMode::debitcard) return '2';
  if (mode == AuthMode::aadhaar) return '3';
  return '1';
}

}  // namespace

World::World(std::shared_ptr<const Reference> known, std::uint64_t seed, Instant start)
    : reference(std::move(known)), ids(seed), now(start) {
  if (reference) creditors = reference->creditors;
}

World::World(const World&) = default;
World::World(World&&) noexcept = default;
World& World::operator=(const World&) = default;
World& World::operator=(World&&) noexcept = default;
World::~World() = default;

std::string id_text(const World& world, ObjectRef object) {
  if (object.kind == ObjectKind::juspay_mandate) {
    return world.ids.format_long(kJuspayMandatePurpose, object.index);
  }
  const std::string_view prefix = id_prefix(object.kind);
  LOTUSBOX_CHECK(!prefix.empty(), "an object without a vendor id");
  if (object.kind == ObjectKind::bank_account && !world.bank_accounts[object.index].customer) {
    return world.ids.format_token(kTokenPrefix, object.index);
  }
  return world.ids.format(prefix, object.index);
}

std::string event_id_text(const World& world, EventId event) {
  if (world.events[event.index].object.kind == ObjectKind::juspay_mandate) {
    return std::string(kJuspayEventPrefix) + world.ids.format_long(kJuspayEventPrefix, event.index);
  }
  return world.ids.format(kEventPrefix, event.index);
}

std::optional<SourceId> find_source(const World& world, std::string_view id) {
  return find<SourceId>(world, id_prefix(ObjectKind::source), id, world.sources.size());
}

std::optional<MandateId> find_mandate(const World& world, std::string_view id) {
  return find<MandateId>(world, id_prefix(ObjectKind::mandate), id, world.mandates.size());
}

std::optional<CustomerId> find_customer(const World& world, std::string_view id) {
  return find<CustomerId>(world, id_prefix(ObjectKind::customer), id, world.customers.size());
}

std::optional<BankAccountId> find_bank_account(const World& world, std::string_view id) {
  const auto account = find<BankAccountId>(world, id_prefix(ObjectKind::bank_account), id,
                                           world.bank_accounts.size());
  const bool owned = account && world.bank_accounts[account->index].customer;
  return owned ? account : std::nullopt;
}

std::optional<BankAccountId> find_bank_token(const World& world, std::string_view id) {
  const auto index = world.ids.parse_token(kTokenPrefix, id);
  if (!index || *index >= world.bank_accounts.size()) return std::nullopt;
  if (world.bank_accounts[*index].customer) return std::nullopt;
  return BankAccountId{*index};
}

std::optional<ImageId> find_image(const World& world, std::string_view id) {
  return find<ImageId>(world, id_prefix(ObjectKind::physical_image), id, world.images.size());
}

std::optional<EventId> find_event(const World& world, std::string_view id) {
  std::optional<std::uint32_t> index = world.ids.parse(kEventPrefix, id);
  if (id.starts_with(kJuspayEventPrefix)) {
    index = world.ids.parse_long(kJuspayEventPrefix, id.substr(kJuspayEventPrefix.size()));
  }
  if (!index || *index >= world.events.size()) return std::nullopt;
  // Events of both vendors share one table, and an id of the one never names one of the other.
  if (event_id_text(world, EventId{*index}) != id) return std::nullopt;
  return EventId{*index};
}

std::optional<JuspayMandateId> find_juspay_mandate(const World& world, std::string_view id) {
  const auto index = world.ids.parse_long(kJuspayMandatePurpose, id);
  if (!index || *index >= world.juspay_mandates.size()) return std::nullopt;
  return JuspayMandateId{*index};
}

const Webhook& webhook_for(const World& world, ObjectRef object) {
  return object.kind == ObjectKind::juspay_mandate ? world.juspay_webhook : world.webhook;
}

std::optional<MandateId> find_mandate_by_umrn(const World& world, std::string_view umrn) {
  if (umrn.size() == kUmrnLength) {
    const auto index = world.ids.parse_umrn_digits(umrn.substr(kUmrnDigitsFrom));
    if (index && *index < world.mandates.size() && umrn_of(world, MandateId{*index}) == umrn) {
      return MandateId{*index};
    }
  }
  for (const MandateId id : world.with_given_umrn) {
    if (world.text(world.mandates[id.index].given_umrn) == umrn) return id;
  }
  return std::nullopt;
}

std::string umrn_of(const World& world, MandateId id) {
  const Mandate& mandate = world.mandates[id.index];
  if (!mandate.given_umrn.empty()) return std::string(world.text(mandate.given_umrn));
  const Terms& terms = world.terms_of(mandate);
  std::string umrn = world.reference->banks[terms.bank].code;
  umrn.push_back(variant_digit(terms.variant));
  umrn.push_back('0');
  umrn.push_back(terms.variant == Variant::emandate_api ? mode_digit(mandate.auth_mode) : '0');
  umrn += world.ids.umrn_digits(id.index);
  return umrn;
}

std::string mandate_request_id(const World& world, MandateId id) {
  const Mandate& mandate = world.mandates[id.index];
  if (!mandate.given_request_id.empty()) return std::string(world.text(mandate.given_request_id));
  if (!mandate.source) return id_text(world, {ObjectKind::mandate, id.index}) + "001";
  return id_text(world, {ObjectKind::source, mandate.source->index}) + "001";
}

}  // namespace lotusbox
