#include "cli/explore_run.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "base/seeded_permutation.h"
#include "base/text.h"
#include "cli/terminal.h"
#include "scenario/files.h"
#include "scenario/reports.h"
#include "scenario/state.h"

namespace lotusbox::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kCountedMax = 100'000;
constexpr std::uint64_t kKeptEvery = 200;  // orders
constexpr std::string_view kWhy =
    "deliveries are independent: each can be late, come twice, or come behind those of later "
    "events";

std::string thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string told(const examiner::Counted& counted) {
  return (counted.more ? "more than " : "") + thousands(counted.orders);
}

examiner::Bounds bounds_of(const ExploreFlags& flags) {
  examiner::Bounds bounds;
  bounds.moves = flags.moves;
  bounds.duplicates = flags.duplicates;
  bounds.drops = flags.drops;
  bounds.delays = flags.delays;
  return bounds;
}

std::string group_name(std::size_t changes) {
  if (changes == 0) return "in order";
  return std::to_string(changes) + (changes == 1 ? " change" : " changes");
}

/// How many orders there are, at first without pruning: `720 orders, 15,120 with one duplicate`.
std::string counts_text(const ExploreFlags& flags, const examiner::Story& story,
                        examiner::Counted& pruned) {
  const std::size_t events = story.events.size();
  std::string text = told(examiner::count_unpruned(events, 0)) + " orders";
  for (std::size_t copies = 1; copies <= flags.duplicates && copies <= 3; ++copies) {
    text += ", " + told(examiner::count_unpruned(events, copies)) + " with " +
            (copies == 1 ? "one duplicate" : std::to_string(copies) + " duplicates");
  }
  pruned = examiner::count(examiner::subjects_of(story), bounds_of(flags), kCountedMax);
  return text + "; " + told(pruned) +
         " within the bounds, those that only swap unrelated events "
         "counted once";
}

class Progress {
 public:
  explicit Progress(std::uint64_t total) : total_(total), start_(Clock::now()) {}

  void show(std::uint64_t played) {
    const auto now = Clock::now();
    if (isatty(STDERR_FILENO) == 0 || now - shown_ < std::chrono::milliseconds(200)) return;
    shown_ = now;
    if (first_ == 0) first_ = played;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const double rate = static_cast<double>(played - first_ + 1) / std::max(seconds, 0.001);
    std::string line = "\r\x1b[K" + thousands(played);
    if (total_ > 0) line += " of " + thousands(total_);
    line += " orders, " + thousands(static_cast<std::uint64_t>(rate)) + " a second";
    if (total_ > played) {
      const double left = static_cast<double>(total_ - played) / rate;
      line += ", " + thousands(static_cast<std::uint64_t>(left) + 1) + " s left";
    }
    std::fwrite(line.data(), 1, line.size(), stderr);
  }
  ~Progress() {
    if (shown_ != Clock::time_point()) std::fwrite("\r\x1b[K", 1, 4, stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  const std::uint64_t total_;
  const Clock::time_point start_;
  Clock::time_point shown_;
  std::uint64_t first_ = 0;
};

}  // namespace

std::string plan_text(const ExploreFlags& flags, const examiner::Story& story) {
  std::string text;
  std::size_t number = 0;
  for (const examiner::StoryEvent& event : story.events) {
    text += std::to_string(++number) + "  " + event.type + " " + event.object + "\n";
  }
  examiner::Counted pruned;
  return text + counts_text(flags, story, pruned) + "\n";
}

ExploreRun::ExploreRun(const ExploreFlags& flags, Explorable& world, std::function<bool()> stop)
    : flags_(flags), world_(world), stop_(std::move(stop)), limits_(flags.limits) {}
ExploreRun::~ExploreRun() = default;

std::string ExploreRun::open_lines() {
  auto url = world_.serve(flags_.urls.size(), flags_.receiver.port);
  if (!url) return url.take_error();
  world_url_ = url.value();
  for (std::size_t i = 0; i < flags_.urls.size(); ++i) {
    say("lotusbox: a world for " + flags_.urls[i] + " to ask: LOTUSPAY_BASE_URL=" + world_url_ +
        " LOTUSPAY_API_KEY=" + Explorable::key_of(i));
    const auto variables = [this, i] {
      return Variables{{"LOTUSPAY_BASE_URL", world_url_},
                       {"LOTUSPAY_API_KEY", Explorable::key_of(i)},
                       {"LOTUSPAY_WEBHOOK_KEY", flags_.receiver.key}};
    };
    lines_.push_back(
        std::make_unique<ReceiverLine>(line_of(flags_.receiver, flags_.urls, i, variables, stop_)));
    examiner::Stage stage{.story = &world_.story(),
                          .key = flags_.receiver.key,
                          .pointer = flags_.receiver.pointer,
                          .world_to = world_.world_of(i)};
    players_.push_back(std::make_unique<examiner::Player>(*lines_.back(), std::move(stage)));
  }
  return {};
}

std::string ExploreRun::run() {
  report_.name = "explore";
  report_.subject = flags_.urls.front();
  if (std::string problem = open_lines(); !problem.empty()) return problem;
  if (world_.story().left_out > 0) {
    report_.facts.emplace_back("left out", std::to_string(world_.story().left_out) +
                                               " events of Juspay, which have a URL of their own");
  }
  return flags_.order.empty() ? play_all() : play_one();
}

std::string ExploreRun::fingerprint_text() const {
  std::string text = flags_.seeds + "|" + flags_.settings + "|" + std::to_string(flags_.moves) +
                     "|" + std::to_string(flags_.duplicates) + "|" + std::to_string(flags_.drops) +
                     "|" + std::to_string(flags_.delays);
  for (const auto& event : world_.story().events) text += "|" + event.json;
  return std::to_string(fingerprint(1, text));
}

/// How far an earlier run came.
std::string ExploreRun::read_kept() {
  if (flags_.state.empty()) return {};
  const auto text = scenario::read_file(flags_.state);
  if (!text) return {};  // there is none yet
  const auto kept = scenario::JsonValue::parse(text.value());
  const auto played = kept.at("played").number();
  if (!played) return "--state: " + flags_.state + " is none of ours: remove it, or name another";
  if (kept.at("plan").text() != fingerprint_text()) {
    return "--state: " + flags_.state +
           " is of other events or bounds: remove it, or name another file";
  }
  limits_.skip = static_cast<std::uint64_t>(*played);
  return {};
}

void ExploreRun::keep(std::uint64_t played) const {
  if (flags_.state.empty()) return;
  const std::string text =
      R"({"plan":")" + fingerprint_text() + R"(","played":)" + std::to_string(played) + "}\n";
  const std::string problem = scenario::write_file(flags_.state, text);
  if (!problem.empty()) say("lotusbox explore: --state: " + problem);
}

examiner::Orders ExploreRun::plan_orders() {
  auto plan =
      std::make_shared<examiner::Plan>(examiner::subjects_of(world_.story()), bounds_of(flags_));
  return [plan]() -> std::optional<examiner::Wanted> {
    auto order = plan->next();
    if (!order) return std::nullopt;
    return examiner::Wanted{std::move(*order), group_name(plan->changes()), {}};
  };
}

/// Seeds that come to the same order are played once.
examiner::Orders ExploreRun::chaos_orders(std::string& problem) {
  auto seed = std::make_shared<std::uint64_t>(flags_.chaos.from);
  auto known = std::make_shared<std::set<std::string>>();
  return [this, seed, known, &problem]() -> std::optional<examiner::Wanted> {
    while (*seed <= flags_.chaos.to && !stop_()) {
      const std::uint64_t now = (*seed)++;
      auto order = world_.chaos_order(flags_.chaos, now);
      if (!order) {
        problem = order.take_error();
        return std::nullopt;
      }
      if (!known->insert(examiner::format_order(order.value())).second) continue;
      return examiner::Wanted{std::move(order.value()), "chaos", "seed " + std::to_string(now)};
    }
    return std::nullopt;
  };
}

std::string ExploreRun::play_all() {
  if (std::string problem = read_kept(); !problem.empty()) return problem;
  const bool chaos = !flags_.seeds.empty();
  if (chaos) {
    total_ = flags_.chaos.to - flags_.chaos.from + 1;
  } else {
    examiner::Counted pruned;
    const std::string counts = counts_text(flags_, world_.story(), pruned);
    report_.facts.emplace_back("events", std::to_string(world_.story().events.size()));
    report_.facts.emplace_back("orders", counts);
    say("lotusbox: " + counts);
    if (!pruned.more) total_ = pruned.orders;
  }
  auto expected = examiner::in_order_state(*players_.front());
  if (!expected) return expected.take_error();
  std::string problem;
  const examiner::Orders orders = chaos ? chaos_orders(problem) : plan_orders();
  Progress progress(std::min(total_, limits_.orders));
  const auto explored =
      examiner::explore(players_, expected.value(), orders, limits_, [&](std::uint64_t played) {
        progress.show(played);
        if (played % kKeptEvery == 0) keep(played);
      });
  if (!problem.empty()) return problem;
  if (!explored.problem.empty()) return explored.problem;
  // What fails is played again by who goes on.
  keep(explored.failure ? explored.failure->number - 1 : explored.played);
  std::string cause;
  if (explored.failure) {
    cause = tell_failure(examiner::shrink_to_cause(*players_.front(), *explored.failure));
  }
  tell(explored, cause);
  return {};
}

std::string ExploreRun::repeat_command(const examiner::Case& one) const {
  using scenario::shell_word;
  std::string text = "lotusbox explore " + shell_word(flags_.file) + " --to " +
                     shell_word(flags_.urls.front()) + " --key " + shell_word(flags_.receiver.key);
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) text += std::string(" ") + name + " " + shell_word(value);
  };
  const auto first = [](const std::vector<std::string>& list) {
    return list.empty() ? std::string() : list.front();
  };
  add("--probe", first(flags_.receiver.probes));
  add("--probe-command", flags_.receiver.probe_command);
  add("--pointer", flags_.receiver.pointer);
  add("--reset", first(flags_.receiver.resets));
  add("--reset-command", flags_.receiver.reset_command);
  add("--events", examiner::events_of(one));
  add("--order", examiner::order_of(one));
  return text;
}

/// In words, with the scenario that was asked for.
std::string ExploreRun::tell_failure(const examiner::Case& one) {
  found_ = true;
  std::string text = std::to_string(one.kept.size()) +
                     (one.kept.size() == 1 ? " event is enough:\n" : " events are enough:\n") +
                     examiner::tell_case(world_.story(), one);
  const auto ends = examiner::ends_of(*players_.front(), one);
  if (!ends) return text + ends.error() + "\n";
  text += ends->expected == ends->got
              ? "played once more it ends as in order: it does not fail each time\n"
              : scenario::tell_differences(ends->expected, ends->got, "in order", "so");
  if (!flags_.write.empty()) {
    const examiner::Places places{flags_.urls.front(), flags_.receiver.key,
                                  flags_.receiver.probes.front(), flags_.receiver.resets.front(),
                                  flags_.receiver.pointer};
    const auto script = world_.write(one, places, ends->expected);
    const std::string problem = scenario::write_file(flags_.write, scenario::print_script(script));
    if (!problem.empty()) say("lotusbox explore: --write: " + problem);
    if (problem.empty()) text += "lotusbox replay " + flags_.write + " shows the same\n";
  }
  return text + "repeat with: " + repeat_command(one) + "\n";
}

void ExploreRun::tell(const examiner::Explored& explored, const std::string& cause) {
  for (const examiner::Group& group : explored.groups) {
    examiner::Verdict verdict;
    verdict.id = group.name;
    verdict.title = thousands(group.played) + (group.played == 1 ? " order" : " orders");
    verdict.why = kWhy;
    verdict.took_ms = group.took_ms;
    verdict.outcome = examiner::Outcome::passed;
    const auto& failure = explored.failure;
    if (failure && failure->wanted.group == group.name) {
      verdict.outcome = examiner::Outcome::failed;
      verdict.reason = "order " + thousands(failure->number) +
                       (failure->wanted.name.empty() ? "" : ", " + failure->wanted.name) +
                       ", ends otherwise; " + cause;
      while (verdict.reason.ends_with('\n')) verdict.reason.pop_back();
    }
    report_.verdicts.push_back(std::move(verdict));
  }
  if (limits_.skip > 0) {
    report_.facts.emplace_back("played before", thousands(limits_.skip) + " orders");
  }
  if (explored.all || explored.failure) return;
  examiner::Verdict rest;
  rest.id = "the rest";
  rest.title = "orders that were not played";
  rest.why = kWhy;
  rest.reason = std::string(stop_() ? "broken off" : "the budget is used up") + " after " +
                thousands(explored.played) + " orders" +
                (total_ > explored.played ? " of " + thousands(total_) : "");
  report_.verdicts.push_back(std::move(rest));
}

std::string ExploreRun::play_one() {
  const std::size_t count = world_.story().events.size();
  auto order = examiner::parse_order(flags_.order, count);
  if (!order) return "--order: " + order.take_error();
  examiner::Case one;
  one.order = std::move(order.value());
  if (flags_.events.empty()) {
    for (const auto& step : examiner::in_order(count)) one.kept.push_back(step.event);
  } else {
    const auto events = examiner::parse_order(flags_.events, count);
    if (!events) return "--events: " + events.error();
    for (const auto& step : events.value()) one.kept.push_back(step.event);
    std::sort(one.kept.begin(), one.kept.end());
  }
  const auto ends = examiner::ends_of(*players_.front(), one);
  if (!ends) return ends.error();
  examiner::Explored explored{.all = true};
  examiner::Wanted wanted{one.order, "this order", {}};
  explored.groups.push_back({.name = wanted.group, .played = 1});
  std::string cause;
  if (ends->expected != ends->got) {
    explored.failure = examiner::Failure{1, std::move(wanted), ends->expected, ends->got};
    cause = tell_failure(one);
  }
  tell(explored, cause);
  return {};
}

}  // namespace lotusbox::cli
