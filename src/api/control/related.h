// Which mandate and which source an object belongs to: how lists find a mandate by the id of
// anything about it, and how its timeline gathers what happened to it.
#pragma once

#include <optional>
#include <string_view>

#include "api/call.h"

namespace lotusbox::api {

/// A source with the mandate that it became, a mandate with the source that it came from.
struct Related {
  std::optional<MandateId> mandate;
  std::optional<SourceId> source;

  [[nodiscard]] bool found() const { return mandate || source; }
  [[nodiscard]] bool holds(const Related& other) const {
    return (mandate && mandate == other.mandate) || (source && source == other.source);
  }
};

[[nodiscard]] Related related(const World& world, MandateId mandate);
[[nodiscard]] Related related(const World& world, SourceId source);
/// Of an object that belongs to one mandate or source; nothing for customers and the like.
[[nodiscard]] Related related(const World& world, ObjectRef object);
/// By the id of a mandate, source, event, debit, subscription, link or call, or by a UMRN.
[[nodiscard]] Related find_related(const Call& call, std::string_view id);

}  // namespace lotusbox::api
