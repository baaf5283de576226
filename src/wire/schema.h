// The vendors' shapes as data: which keys an object has and what stands behind each. The OpenAPI
// document is made from these tables, and a test holds every answer of every scenario against them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lotusbox::wire {

/// One key of an object; a `?` after the name says that the key may be missing. The type is
///   text int number bool    the JSON types; `date` is a text such as 2026-01-31, `seconds` an
///                           integer of Unix time, `any` whatever there is
///   scalar                  a text or a number: requests take either
///   hash                    an object whose keys are the caller's
///   'a'|'b'                 one of these texts
///   @Name                   the schema of that name; @A|@B one of two
///   [@Name] [text]          an array of it
/// and a `?` at the end says that null may stand there.
struct Member {
  std::string_view name;
  std::string_view type;
};

/// An answer holds all of its keys and no others; a request may leave out any and bring others.
enum class SchemaKind : std::uint8_t { answer, request };

struct Schema {
  std::string_view name;
  std::span<const Member> members;
  SchemaKind kind = SchemaKind::answer;
};

std::span<const Schema> lotuspay_schemas();
std::span<const Schema> juspay_schemas();

}  // namespace lotusbox::wire
