// Answers described once: an `Out` row says how one key is named, of what type it is, and what
// stands there. Writers and schemas are loops over these rows.
#pragma once

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

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

}  // namespace lotusbox::wire
