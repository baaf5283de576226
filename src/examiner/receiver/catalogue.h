// The examinations of a webhook receiver, in the order in which they are made: rows of a table,
// each with what it needs and why it matters.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "examiner/receiver/bench.h"

namespace lotusbox::examiner {

struct Examination {
  std::string_view id, title, why;
  bool needs_probe = false;
  bool needs_reset = false;
  Finding (*examine)(Bench&) = nullptr;
};

std::span<const Examination> genuine_examinations();
std::span<const Examination> refusal_examinations();
std::span<const Examination> answer_examinations();  ///< when and what is answered, and to what key
std::span<const Examination> repeat_examinations();
std::span<const Examination> order_examinations();  ///< any order, and what is stale
/// Of all groups. Those that slow the world down come last.
std::vector<const Examination*> all_examinations();

/// Why there is no examination of this name, with the nearest one; empty: there is one. A name that
/// ends in `.*` means its group.
std::string name_problem(std::string_view name);

/// Whether a name, or the name of a group, means this one.
bool means(std::string_view name, const Examination& one);

/// `genuine.types  accepts every type of event`, a line each, with what it needs.
std::string list_text();

}  // namespace lotusbox::examiner
