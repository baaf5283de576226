// A world: everything one API key owns, as a plain value. Copying it is forking it, keeping a copy
// is a snapshot. Only evolve and the step around it change one.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/shared.h"
#include "base/table.h"
#include "base/text_pool.h"
#include "core/model/chaos.h"
#include "core/model/customer.h"
#include "core/model/event.h"
#include "core/model/juspay.h"
#include "core/model/ledger.h"
#include "core/model/mail.h"
#include "core/model/objects.h"
#include "core/model/reference.h"
#include "core/model/remembered_calls.h"
#include "core/model/settings.h"
#include "core/model/timers.h"
#include "core/values/ids.h"

namespace lotusbox {

struct World {
  World(std::shared_ptr<const Reference> known, std::uint64_t seed, Instant start);
  // Compiled once, in world.cc: they make, copy and destroy every table.
  World(const World& other);
  World(World&& other) noexcept;
  World& operator=(const World& other);
  World& operator=(World&& other) noexcept;
  ~World();

  std::shared_ptr<const Reference> reference;
  IdScheme ids;
  Instant now;
  Policy policy;
  Webhook webhook;
  Webhook juspay_webhook;  ///< a setting of its own; never encrypted
  Chaos chaos;
  TextPool texts;
  Timers timers;

  Shared<Creditors> creditors;
  Table<Terms> terms;
  Table<SentNames> sent_names;
  Table<Source> sources;
  Table<Mandate> mandates;
  Table<ManagementRequest> requests;
  Table<Link> links;
  Table<Customer> customers;
  Table<BankAccount> bank_accounts;

  Table<Event> events;
  Table<Source::State> source_snapshots;
  Table<Mandate::State> mandate_snapshots;
  Table<Customer::State> customer_snapshots;

  Table<JuspayMandate> juspay_mandates;
  Table<JuspayMandate::State> juspay_snapshots;
  Table<PhysicalImage> images;
  std::uint64_t scan_bytes = 0;  ///< of the images in force
  /// The newest paper source with this reference1: how a scan finds it.
  Shared<std::map<std::string, SourceId, std::less<>>> papers;
  /// The newest scan of a source that does not exist yet, by the reference1 they will share.
  Shared<std::map<std::string, ImageId, std::less<>>> waiting_images;
  Ledger ledger;  ///< debits and what follows from them

  std::vector<MandateId> with_given_umrn;  ///< the few that are not found by their digits
  std::vector<MandateId> failed_mandates;  ///< what banks refused: it may be presented again
  RememberedCalls remembered_calls;
  Mails mails;

  std::vector<Webhook> targets;  ///< every setting that a delivery was made under, once
  Table<Delivery> deliveries;
  Table<Attempt> attempts;
  std::optional<DeliveryId> held_delivery;  ///< the one that lets the next go first
  std::vector<DeliveryId> outbox;           ///< deliveries that are due and not taken yet
  [[nodiscard]] std::string_view text(Text handle) const { return texts.at(handle); }
  [[nodiscard]] const Terms& terms_of(const Source& source) const {
    return terms[source.terms.index];
  }
  [[nodiscard]] const Terms& terms_of(const Mandate& mandate) const {
    return terms[mandate.terms.index];
  }
};

/// `MD0086WWA8U5CH`, or 22 characters for a mandate of Juspay; a link's text is made elsewhere,
/// because a link is known across worlds.
[[nodiscard]] std::string id_text(const World& world, ObjectRef object);
[[nodiscard]] std::string event_id_text(const World& world, EventId event);

[[nodiscard]] std::optional<SourceId> find_source(const World& world, std::string_view id);
[[nodiscard]] std::optional<MandateId> find_mandate(const World& world, std::string_view id);
[[nodiscard]] std::optional<MandateId> find_mandate_by_umrn(const World& world,
                                                            std::string_view umrn);
[[nodiscard]] std::optional<CustomerId> find_customer(const World& world, std::string_view id);
/// An account that belongs to a customer.
[[nodiscard]] std::optional<BankAccountId> find_bank_account(const World& world,
                                                             std::string_view id);
/// A token: `btok_` and 24 more.
[[nodiscard]] std::optional<BankAccountId> find_bank_token(const World& world, std::string_view id);
[[nodiscard]] std::optional<ImageId> find_image(const World& world, std::string_view id);
[[nodiscard]] std::optional<EventId> find_event(const World& world, std::string_view id);
[[nodiscard]] std::optional<JuspayMandateId> find_juspay_mandate(const World& world,
                                                                 std::string_view id);

/// Where events about this object are delivered: each vendor has its own setting.
[[nodiscard]] const Webhook& webhook_for(const World& world, ObjectRef object);

/// The twenty characters of reading R24, or what the mandate was given.
[[nodiscard]] std::string umrn_of(const World& world, MandateId mandate);
/// What an import gave; else the mandate's source and `001`.
[[nodiscard]] std::string mandate_request_id(const World& world, MandateId mandate);

}  // namespace lotusbox
