#include "examiner/receiver/catalogue.h"

#include <algorithm>

#include "base/columns.h"
#include "base/nearest.h"

namespace lotusbox::examiner {

namespace {

constexpr std::string_view kWholeGroup = ".*";
constexpr std::string_view kLast = "answer.before-work";

std::string_view group_of(std::string_view id) { return id.substr(0, id.find('.')); }

}  // namespace

std::vector<const Examination*> all_examinations() {
  std::vector<const Examination*> all;
  for (const auto group : {genuine_examinations(), refusal_examinations(), answer_examinations(),
                           repeat_examinations(), order_examinations()}) {
    for (const Examination& one : group) all.push_back(&one);
  }
  std::stable_partition(all.begin(), all.end(),
                        [](const Examination* one) { return one->id != kLast; });
  return all;
}

bool means(std::string_view name, const Examination& one) {
  if (name == one.id) return true;
  return name.ends_with(kWholeGroup) &&
         name.substr(0, name.size() - kWholeGroup.size()) == group_of(one.id);
}

std::string name_problem(std::string_view name) {
  const auto all = all_examinations();
  const auto fits = [&](const Examination* one) { return means(name, *one); };
  if (std::any_of(all.begin(), all.end(), fits)) return {};
  std::vector<std::string> known;
  for (const Examination* one : all) {
    known.emplace_back(one->id);
    const std::string group = std::string(group_of(one->id)) + std::string(kWholeGroup);
    if (std::find(known.begin(), known.end(), group) == known.end()) known.push_back(group);
  }
  return "there is no examination " + std::string(name) + did_you_mean(name, known);
}

std::string list_text() {
  constexpr std::size_t kIdWidth = 22;
  std::string out;
  for (const Examination* one : all_examinations()) {
    std::string needs =
        one->needs_probe ? (one->needs_reset ? " (needs a probe and a reset)" : " (needs a probe)")
                         : "";
    ColumnLine line;
    out += line.add(one->id, kIdWidth).add(std::string(one->title) + needs).end();
  }
  return out;
}

}  // namespace lotusbox::examiner
