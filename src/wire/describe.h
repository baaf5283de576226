// Shapes described once. An `Out` row says how one key of an answer is named and what stands
// there; an `In` row says which key of a request fills which field of a command. Writers, readers
// and schemas are loops over these rows, so that a field is named in one place.
#pragma once

#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "wire/body.h"
#include "wire/put.h"
#include "wire/schema.h"

namespace lotusbox::wire {

/// One key of an answer about a `View`. The type follows from what the function returns, unless it
/// is told; a type such as 'source' without a function is the text that stands there.
template <class View>
struct Out {
  Member member{};
  void (*write)(JsonWriter& out, const View& view) = nullptr;
  bool (*present)(const View& view) = nullptr;  ///< null: always

  constexpr Out() = default;
  constexpr Out(std::string_view name, std::string_view constant) : member{name, constant} {}
  template <std::invocable<const View&> Value>
  constexpr Out(std::string_view name, Value)
      : Out(name, type_of<std::invoke_result_t<Value, const View&>>(), Value()) {}
  template <class Value>
  constexpr Out(std::string_view name, std::string_view type, Value) : member{name, type} {
    write = [](JsonWriter& out, const View& view) {
      if constexpr (std::invocable<Value, JsonWriter&, const View&>) {
        Value()(out, view);
      } else {
        put(out, Value()(view));
      }
    };
  }
  template <class Value, std::predicate<const View&> Present>
  constexpr Out(std::string_view name, std::string_view type, Value value, Present)
      : Out(name, type, value) {
    member.optional = true;
    present = [](const View& view) { return bool(Present()(view)); };
  }
};

/// The rows of several tables as one.
template <class View, std::size_t... Count>
constexpr auto joined(const std::array<Out<View>, Count>&... tables) {
  std::array<Out<View>, (Count + ...)> all{};
  std::size_t next = 0;
  (
      (void)[&](const auto& table) {
        for (const auto& row : table) all[next++] = row;
      }(tables),
      ...);
  return all;
}

/// `rows<MandateView>({{"umrn", …}, …})`
template <class View, std::size_t Count>
constexpr std::array<Out<View>, Count> rows(Out<View> (&&table)[Count]) {
  return std::to_array(std::move(table));
}

template <class View, std::size_t Count>
void write_members(JsonWriter& out, const std::array<Out<View>, Count>& table, const View& view) {
  for (const Out<View>& row : table) {
    if (row.present != nullptr && !row.present(view)) continue;
    out.key(row.member.name);
    if (row.write != nullptr) {
      row.write(out, view);
    } else {
      out.text(row.member.type.substr(1, row.member.type.size() - 2));
    }
  }
}

template <class View, std::size_t Count>
void write_object(JsonWriter& out, const std::array<Out<View>, Count>& table, const View& view) {
  out.begin_object();
  write_members(out, table, view);
  out.end_object();
}

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

template <class Row, std::size_t Count>
constexpr std::array<Member, Count> members_of(const std::array<Row, Count>& table) {
  std::array<Member, Count> members{};
  for (std::size_t i = 0; i < Count; ++i) members[i] = table[i].member;
  return members;
}
/// The members of several lists as one.
template <std::size_t... Count>
constexpr auto joined(const std::array<Member, Count>&... lists) {
  std::array<Member, (Count + ...)> all{};
  std::size_t next = 0;
  (
      (void)[&](const auto& list) {
        for (const Member& one : list) all[next++] = one;
      }(lists),
      ...);
  return all;
}
/// The members of a table that stands in static storage, to be named by a `Schema`.
template <const auto& table>
inline constexpr auto kMembers = members_of(table);

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
