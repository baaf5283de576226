// Requests described once: an `In` row says which key fills which field of a command. Readers,
// schemas and the check of unknown keys are loops over these rows.
#pragma once

#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/body.h"
#include "wire/members.h"

namespace lotusbox::wire {

/// How a text is taken: codes are compared without case and shown in capitals; an amount of an
/// amend keeps its fraction; a plus in an e-mail address that a form did not escape comes back.
enum class Taken : std::uint8_t { as_sent, in_capitals, with_fraction, as_email };
Field take(const Body& body, std::string_view path, Taken how);
/// The hash under that name as it is kept; empty when there is none.
std::string take_hash(const Body& body, std::string_view path);

/// One key of a request for a `Command`. A row without a field only describes its key: another
/// table reads what is inside.
template <class Command>
struct In {
  Member member{};
  Field Command::*field = nullptr;
  Field& (*element)(Command&) = nullptr;  ///< of an array, where a pointer to a member cannot lead
  Taken how = Taken::as_sent;
  std::string Command::*json = nullptr;  ///< where a hash is kept

  constexpr In() = default;
  constexpr In(std::string_view name, std::string_view type, Field Command::*field_ = nullptr,
               Taken how_ = Taken::as_sent)
      : member{name, type}, field(field_), how(how_) {}
  constexpr In(std::string_view name, std::string_view type, Field Command::*field_,
               std::string Command::*json_, Taken how_ = Taken::as_sent)
      : member{name, type}, field(field_), how(how_), json(json_) {}
  template <std::invocable<Command&> Element>
  constexpr In(std::string_view name, std::string_view type, Element element_)
      : member{name, type}, element(element_) {}
};

/// `takes<CreateDebit>({{"mandate", "text", &CreateDebit::mandate}, …})`
template <class Command, std::size_t Count>
constexpr std::array<In<Command>, Count> takes(In<Command> (&&table)[Count]) {
  return std::to_array(std::move(table));
}

/// `prefix` ends in a dot, or is empty.
template <class Command, std::size_t Count>
void read_members(Command& command, const std::array<In<Command>, Count>& table, const Body& body,
                  std::string_view prefix = {}) {
  std::string path(prefix);
  for (const In<Command>& row : table) {
    path.resize(prefix.size());
    path += row.member.name;
    if (row.field != nullptr) command.*row.field = take(body, path, row.how);
    if (row.element != nullptr) row.element(command) = take(body, path, row.how);
    if (row.json != nullptr) command.*row.json = take_hash(body, path);
  }
}

/// Names that the table does not know; `path` leads to the object, and is empty for the body.
std::vector<std::string> unknown_names(const Body& body, std::span<const Member> known,
                                       std::string_view path = {});

/// A command with what the table reads; unknown keys only where the command wants to know them.
template <class Command, std::size_t Count>
Command read(const std::array<In<Command>, Count>& table, const Body& body) {
  Command command{};
  command.body_problem = body.problem();
  read_members(command, table, body);
  if constexpr (requires { command.unknown_keys; }) {
    command.unknown_keys = unknown_names(body, members_of(table));
  }
  return command;
}

}  // namespace lotusbox::wire
