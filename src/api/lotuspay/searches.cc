// Searching sources and mandates by a part of one field (facts 4.1, 4.2).
#include "api/lotuspay/searches.h"

#include "api/lotuspay/listing.h"

namespace lotusbox::api {

namespace {

std::string source_id(const World& world, std::uint32_t index) {
  return id_text(world, {ObjectKind::source, index});
}

std::string mandate_id(const World& world, std::uint32_t index) {
  return id_text(world, {ObjectKind::mandate, index});
}

/// As the resource shows it: a source without one has its own id, and so has its mandate.
std::string reference_of(const World& world, const Terms& terms, std::string own) {
  const std::string_view reference = world.text(terms.references[0]);
  return reference.empty() ? own : std::string(reference);
}

std::string source_field(const World& world, std::uint32_t index, SearchField field) {
  const Source& source = world.sources[index];
  switch (field) {
    case SearchField::id: return source_id(world, index);
    case SearchField::mandate:
      return source.state.mandate ? mandate_id(world, source.state.mandate->index) : std::string();
    case SearchField::reference1:
      return reference_of(world, world.terms_of(source), source_id(world, index));
    case SearchField::umrn:
    case SearchField::mandate_request_id: break;
  }
  LOTUSBOX_UNREACHABLE("a source has no such field");
}

std::string mandate_field(const World& world, std::uint32_t index, SearchField field) {
  const Mandate& mandate = world.mandates[index];
  switch (field) {
    case SearchField::id: return mandate_id(world, index);
    case SearchField::umrn: return umrn_of(world, MandateId{index});
    case SearchField::mandate_request_id: return mandate_request_id(world, MandateId{index});
    case SearchField::reference1:
      return reference_of(
          world, world.terms_of(mandate),
          mandate.source ? source_id(world, mandate.source->index) : mandate_id(world, index));
    case SearchField::mandate: break;
  }
  LOTUSBOX_UNREACHABLE("a mandate has no such field");
}

std::optional<Answer> refused_search(Call& call, bool of_sources) {
  auto refusal = refuse_search({of_sources, call.params[0]});
  call.session->slot().coverage.count_rule(*search_rule_list().front(), !refusal);
  if (!refusal) return std::nullopt;
  return refused(std::move(*refusal));
}

}  // namespace

Answer search_sources(Call& call) {
  if (auto refusal = refused_search(call, true)) return std::move(*refusal);
  const World& world = call.world();
  const SearchField field = read_search_field(call.params[0]);
  const std::size_t count = world.sources.size();
  const auto index = [&](std::size_t i) { return static_cast<std::uint32_t>(count - 1 - i); };
  Listing listing{.url = "/v1/sources", .count = count};
  listing.page_size_max = limits::kSearchResults;
  listing.wanted = [&](const ListBounds&, std::size_t i) {
    return source_field(world, index(i), field).find(call.params[1]) != std::string::npos;
  };
  listing.write = [&](JsonWriter& out, std::size_t i) {
    const std::string reference = source_field(world, index(i), SearchField::reference1);
    out.begin_object().field("id", source_id(world, index(i))).field("reference1", reference);
    out.end_object();
  };
  return listing_answer(call, listing);
}

Answer search_mandates(Call& call) {
  if (auto refusal = refused_search(call, false)) return std::move(*refusal);
  const World& world = call.world();
  const SearchField field = read_search_field(call.params[0]);
  const std::size_t count = world.mandates.size();
  const auto index = [&](std::size_t i) { return static_cast<std::uint32_t>(count - 1 - i); };
  Listing listing{.url = "/v1/mandates", .count = count};
  listing.page_size_max = limits::kSearchResults;
  listing.wanted = [&](const ListBounds&, std::size_t i) {
    return mandate_field(world, index(i), field).find(call.params[1]) != std::string::npos;
  };
  listing.write = [&](JsonWriter& out, std::size_t i) {
    out.begin_object().field("id", mandate_id(world, index(i))).end_object();
  };
  return listing_answer(call, listing);
}

}  // namespace lotusbox::api
