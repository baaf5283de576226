// Lists as the vendor pages through them, and the handlers for events.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "api/call.h"
#include "api/rules/paging.h"
#include "wire/events.h"

namespace lotusbox::api {

/// One line of a list: a summary, as the official samples show them (contradiction 10).
struct ListEntry {
  std::string id;
  std::string reference1;
  std::optional<MandateStatus> status;  ///< for the filters; not shown
  std::optional<Variant> variant;
  std::optional<SourceStatus> source_status;
};

/// Newest first; `entry_at` is asked for indexes from the last down to 0.
Answer list_answer(Call& call, std::string_view url, std::size_t count,
                   const std::function<ListEntry(std::uint32_t)>& entry_at,
                   ListKind kind = ListKind::mandates);

/// Any other list: `write` is asked for entries 0, 1, … in the order in which they are shown, but
/// only for those that are `wanted`.
struct Listing {
  std::string url;
  std::size_t count = 0;
  std::function<void(JsonWriter&, std::size_t)> write;
  std::function<bool(const ListBounds&, std::size_t)> wanted;  ///< empty: all are
  ListKind kind = ListKind::plain;
  std::size_t page_size_max = limits::kPageSizeMax;
};
Answer listing_answer(Call& call, const Listing& listing);

Answer list_events(Call& call);
Answer list_events_of_resource(Call& call);
Answer get_event(Call& call);
Answer repost_event(Call& call);

wire::DeliveryTally tally_deliveries(const World& world, EventId event);

}  // namespace lotusbox::api
