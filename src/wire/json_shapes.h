// The vendor's shapes: from rows of a world to the JSON a caller of LotusPay would see. Every
// object has exactly the documented keys, null for what is absent (facts 4). Nothing is decided
// here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "core/model/world.h"

namespace lotusbox::wire {

/// A world seen from outside: with the address its links are under.
struct View {
  const World& world;
  const LinkNames& link_names;
  std::uint32_t world_number;
  std::string_view base_url;  ///< `http://127.0.0.1:5688`, no slash at the end
};

/// The state is the present one, or the one an event saw.
void write_source(JsonWriter& out, const View& view, SourceId id, const Source::State& state);
void write_mandate(JsonWriter& out, const View& view, MandateId id, const Mandate::State& state);
/// With the key `agent`, which only the samples of update and import show.
void write_mandate_with_agent(JsonWriter& out, const View& view, MandateId id);
/// What a management request answers.
void write_managed(JsonWriter& out, const View& view, Action action, LinkId link);
/// What a reminder answers.
void write_reminded(JsonWriter& out, std::string_view words);
void write_customer(JsonWriter& out, const View& view, CustomerId id, const Customer::State& state);

[[nodiscard]] std::string source_link_url(const View& view, LinkId link);
[[nodiscard]] std::string short_link_url(const View& view, LinkId link);
[[nodiscard]] std::string request_link_url(const View& view, Action action, LinkId link);
/// What stands in `request_id=`: base64 of the mandate id, a dot, and the name of the link (R32).
[[nodiscard]] std::string request_id_text(const View& view, LinkId link);
[[nodiscard]] std::string client_secret(const World& world, SourceId id);
/// The link that a `request_id_text` names.
[[nodiscard]] std::optional<LinkNames::Name> parse_request_id(const LinkNames& names,
                                                              std::string_view request_id);

/// Which world a link names: from `/pay/AL…`, `/p/…` or `request_id=…`, or any text with one.
[[nodiscard]] std::optional<LinkNames::Name> find_link_name(const LinkNames& names,
                                                            std::string_view text);

/// `****5678`
[[nodiscard]] std::string masked_account(std::string_view number);
/// `******234B`
[[nodiscard]] std::string masked_pan(std::string_view pan);

}  // namespace lotusbox::wire
