// A shape as data: which keys an object has and what stands behind each. The OpenAPI document, the
// check of unknown keys and the scenarios' arguments are made from these rows; the rows themselves
// come from the tables that read and write (wire/describe.h).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lotusbox::wire {

/// One key of an object. What the name means in words is told in wire/glossary.h. The type is
///   text int number bool    the JSON types; `date` is a text such as 2026-01-31, `seconds` an
///                           integer of Unix time, `any` whatever there is
///   scalar                  a text or a number: requests take either
///   hash                    an object whose keys are the caller's
///   'a'|'b'                 one of these texts
///   @Name                   the schema of that name
///   [@Name] [text]          an array of it
/// and a `?` at the end says that null may stand there.
struct Member {
  std::string_view name;
  std::string_view type;
  bool optional = false;  ///< an answer may lack the key
};

/// An answer holds all of its keys and no others; a request may leave out any and bring others. A
/// choice is one of the shapes that its members name by their types.
enum class SchemaKind : std::uint8_t { answer, request, choice };

struct Schema {
  std::string_view name;
  std::span<const Member> members;
  SchemaKind kind = SchemaKind::answer;
};

/// Schemas of one source each; `all_schemas` has those of this floor.
using SchemaList = std::span<const Schema>;
std::span<const SchemaList> all_schemas();

}  // namespace lotusbox::wire
