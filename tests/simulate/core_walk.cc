#include "simulate/core_walk.h"

#include <cstdio>
#include <functional>
#include <utility>

#include "core/run/invariants.h"
#include "core/run/step.h"
#include "simulate/moves.h"
#include "simulate/world_look.h"
#include "support/builders.h"
#include "support/world_dump.h"
#include "wire/errors.h"

namespace lotusbox::simulate {

using test::Move;

namespace {

constexpr std::size_t kCheckEvery = 50;  ///< moves between two looks at the whole world

std::vector<Day> holidays() { return {day_of(2026, 1, 26), day_of(2026, 4, 2)}; }

/// A world and the model beside it.
class Pair {
 public:
  explicit Pair(std::uint64_t seed)
      : world_(test::new_world(test::kStart, seed)), look_(world_), model_(holidays()) {}

  std::string run(const Move& move, Tally& tally) {
    std::string wrong = move.command ? command(*move.command, tally) : pass(move.pause, tally);
    if (wrong.empty() && ++moves_ % kCheckEvery == 0) wrong = check();
    return wrong;
  }

  std::string check() {
    check_world(world_);
    return model_.compare(look_);
  }

  void end(Tally& tally) const {
    tally.events += static_cast<std::int64_t>(world_.events.size());
    for (const auto& [says, count] : model_.sentences()) tally.sentences[says] += count;
    for (const auto& [says, count] : model_.silences()) tally.silences[says] += count;
  }
  [[nodiscard]] const World& world() const { return world_; }

 private:
  std::string pass(Seconds span, Tally& tally) {
    advance(world_, world_.now + span, tally.coverage);
    return model_.pass(look_);
  }

  std::string command(const Command& command, Tally& tally) {
    static const CreateSource kPlain = test::good_source();
    catch_up(world_, tally.coverage);
    if (std::string wrong = model_.pass(look_); !wrong.empty()) return wrong;
    const Call call = call_of(command, kPlain);
    const Prediction predicted = model_.predict(call, look_);
    const StepResult result = step(world_, command, tally.coverage);
    ++tally.commands;
    tally.refusals += result.ok() ? 0 : 1;
    const int status = result.ok() ? 0 : wire::status_of(result.error().code());
    std::string wrong = model_.settle(call, predicted, result.ok(), status, look_);
    if (!wrong.empty() && !result.ok()) wrong += " (" + std::string(result.error().rule->id) + ")";
    return wrong;
  }

  World world_;
  WorldLook look_;
  Model model_;
  std::size_t moves_ = 0;
};

std::string shown(std::string_view name, const Given& given) {
  if (!given.there()) return {};
  constexpr std::string_view kKinds[] = {"", "null", "", "number ", "other "};
  return " " + std::string(name) + "=" + std::string(kKinds[static_cast<int>(given.as)]) +
         given.text.substr(0, 40);
}

std::string listed(const Sentences& sentences) {
  std::string text;
  for (const auto& [says, count] : sentences) {
    text += "\n  " + std::to_string(count) + "  " + std::string(says);
  }
  return text;
}

}  // namespace

void Tally::add(const Tally& other) {
  commands += other.commands;
  refusals += other.refusals;
  events += other.events;
  restarts += other.restarts;
  deaths += other.deaths;
  add_coverage(other.coverage);
  for (const auto& [says, count] : other.sentences) sentences[says] += count;
  for (const auto& [says, count] : other.silences) silences[says] += count;
}

void Tally::add_coverage(const Coverage& more) {
  if (&coverage.sets() != &more.sets()) coverage = Coverage(more.sets());
  coverage.add(more);
}

void Tally::print(bool in_full) const {
  std::string rows, rules;
  std::size_t rows_met = 0, rules_met = 0;
  for (std::uint16_t i = 0; i < row_count(); ++i) {
    if (coverage.row(i) > 0) {
      ++rows_met;
    } else {
      rows += " " + std::string(row_of_ordinal(i).id);
    }
  }
  const auto all = coverage.sets().rules();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (coverage.refused(i) > 0) {
      ++rules_met;
    } else {
      rules += " " + std::string(all[i]->id);
    }
  }
  std::printf("%lld commands, %lld refusals, %lld events\n", static_cast<long long>(commands),
              static_cast<long long>(refusals), static_cast<long long>(events));
  if (restarts + deaths > 0) {
    std::printf("%lld restarts, %lld deaths\n", static_cast<long long>(restarts),
                static_cast<long long>(deaths));
  }
  std::printf("%zu of %d rows met; never:%s\n", rows_met, row_count(),
              rows.empty() ? " none" : rows.c_str());
  std::printf("%zu of %zu rules refused something; never:%s\n", rules_met, all.size(),
              rules.empty() ? " none" : rules.c_str());
  std::printf("%zu sentences of the pages decided, at %zu places they are silent%s\n",
              sentences.size(), silences.size(), in_full ? ":" : "");
  if (in_full) {
    std::printf("decided:%s\nsilent:%s\n", listed(sentences).c_str(), listed(silences).c_str());
  }
}

std::string run_moves(std::uint64_t seed, const std::vector<Move>& moves, Tally& tally) {
  Pair pair(seed);
  for (const Move& move : moves) {
    std::string wrong = pair.run(move, tally);
    if (wrong.empty()) wrong = pair.check();  // after each, so that few are needed
    if (!wrong.empty()) return wrong;
  }
  pair.end(tally);
  return {};
}

std::string walk(std::uint64_t seed, int commands, std::vector<Move>& moves, Tally& tally,
                 std::uint64_t* begun) {
  Pair pair(seed);
  Moves next(seed);
  for (int i = 0; i < commands; ++i) {
    moves.push_back(next.next(pair.world()));
    if (begun != nullptr) *begun = moves.size();
    if (std::string wrong = pair.run(moves.back(), tally); !wrong.empty()) return wrong;
  }
  std::string wrong = pair.check();
  pair.end(tally);
  return wrong;
}

std::uint64_t world_hash(std::uint64_t seed, const std::vector<Move>& moves) {
  World world = test::new_world(test::kStart, seed);
  Coverage coverage;
  for (const Move& move : moves) test::apply(world, move, coverage);
  return std::hash<std::string>()(test::dump(world));
}

std::string told(const Move& move) {
  if (!move.command) return "wait " + std::to_string(move.pause.count()) + " s";
  const Call call = call_of(*move.command, test::good_source());
  if (const auto* one = std::get_if<Manage>(&call)) {
    return one->action + shown("umrn", one->umrn) + shown("mandate", one->mandate_id) +
           shown("frequency", one->frequency) + shown("collection", one->collection_amount) +
           shown("maximum", one->maximum_amount) + shown("final", one->final_collection_date) +
           shown("mode", one->auth_mode);
  }
  if (const auto* one = std::get_if<CustomerDoes>(&call)) {
    return "link " + (one->link ? std::to_string(*one->link) : "unknown") +
           shown("outcome", one->outcome) + (one->odd ? " odd" : "");
  }
  if (const auto* one = std::get_if<NewSource>(&call)) {
    const auto& command = std::get<CreateSource>(*move.command);
    return "new source " + command.debit.variant.text + (one->odd ? " odd" : "");
  }
  if (const auto* one = std::get_if<Withdraw>(&call)) return "withdraw " + one->source;
  if (const auto* one = std::get_if<Process>(&call)) return "process " + one->source;
  if (const auto* one = std::get_if<SponsorCancels>(&call)) return "sponsor cancel " + one->mandate;
  if (const auto* one = std::get_if<AskBank>(&*move.command)) {
    return "bank " + one->step.text + " " + one->source.text + one->mandate.text;
  }
  if (const auto* one = std::get_if<MakeMandate>(&*move.command)) {
    return "new mandate " + one->status.text + " cancel=" + one->status_cancel.text +
           " final=" + one->debit.date_final_collection.text;
  }
  if (const auto* one = std::get_if<SetPolicy>(&*move.command)) {
    return "policy " + one->profile.text + " cancel " + one->cancel_enabled.text;
  }
  if (const auto* one = std::get_if<Juspay>(&call)) {
    return "juspay " + one->command + " " + one->mandate + " from=" + one->pause_start +
           " until=" + one->pause_end + " resume=" + one->resume_date;
  }
  return "command " + std::to_string(move.command->index());
}

}  // namespace lotusbox::simulate
