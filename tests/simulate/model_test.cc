// The model itself: its calendar, its notation of money, and that it notices each kind of lie. A
// model that agrees with everything would prove nothing.
#include <doctest/doctest.h>

#include "core/run/step.h"
#include "simulate/core_walk.h"
#include "simulate/shorten.h"
#include "simulate/steps.h"
#include "simulate/world_look.h"
#include "support/play.h"

using namespace lotusbox;
using namespace lotusbox::simulate;
using lotusbox::test::Play;

namespace {

Day day(std::string_view text) {
  const auto read = read_day(text);
  REQUIRE(read.has_value());
  return *read;
}

/// A product that tells one thing wrong.
class Lying : public WorldLook {
 public:
  enum class About : std::uint8_t { nothing, link_life, event_type, status, amount, silence };
  Lying(const World& world, About about) : WorldLook(world), about_(about) {}

  [[nodiscard]] LinkSeen link(std::uint32_t index) const override {
    LinkSeen seen = WorldLook::link(index);
    if (about_ == About::link_life && seen.expires_at) ++*seen.expires_at;
    return seen;
  }
  [[nodiscard]] EventSeen event(std::size_t index) const override {
    EventSeen seen = WorldLook::event(index);
    if (about_ == About::event_type && seen.type == "mandate.pending") seen.type = "mandate.active";
    return seen;
  }
  [[nodiscard]] MandateSeen mandate(std::uint32_t index) const override {
    MandateSeen seen = WorldLook::mandate(index);
    if (about_ == About::status && seen.status == "pending") seen.status = "active";
    if (about_ == About::amount && seen.amount == 5000) ++seen.amount;
    return seen;
  }
  [[nodiscard]] std::size_t events() const override {
    return WorldLook::events() - (about_ == About::silence ? 1 : 0);
  }

 private:
  About about_;
};

/// A mandate that is amended by its customer, with a product that lies from the amend on.
std::string amended(Lying::About about) {
  Play play;
  Model model({});
  const WorldLook truth(play.world);
  const Lying lie(play.world, about);
  const MandateId id = play.mandate();
  REQUIRE(model.settle(Outside{}, {}, true, 0, truth).empty());
  const auto run = [&](const Command& command) {
    const Call call = call_of(command, test::good_source());
    const Prediction predicted = model.predict(call, truth);
    const bool good = step(play.world, command, play.coverage).ok();
    std::string wrong = model.settle(call, predicted, good, 0, lie);
    return wrong.empty() ? model.compare(lie) : wrong;
  };
  std::string wrong = run(test::good_request(play.world, Action::amend, id));
  if (wrong.empty()) wrong = run(test::answer(LinkId{0}));
  return wrong;
}

}  // namespace

TEST_CASE("the model counts days by itself") {
  CHECK(day("1970-01-01") == 0);
  CHECK(day("2000-03-01") - day("2000-02-28") == 2);
  CHECK(day("2100-03-01") - day("2100-02-28") == 1);
  CHECK_FALSE(read_day("2026-02-29").has_value());
  CHECK_FALSE(read_day("2026-2-28").has_value());
  CHECK_FALSE(read_day("2026-00-10").has_value());
  CHECK_FALSE(read_day("-026-01-10").has_value());
  CHECK(years_after(day("2024-02-29"), 40) == day("2064-02-29"));
  CHECK(years_after(day("2024-02-29"), 1) == day("2025-02-28"));
  CHECK(indian_day(begins(day("2026-01-07"))) == day("2026-01-07"));
  CHECK(indian_day(begins(day("2026-01-07")) - 1) == day("2026-01-06"));
  CHECK(full_hour(begins(day("2026-01-07")) + 15 * 3600) == 15);
  CHECK(full_hour(begins(day("2026-01-07")) + 15 * 3600 + 1) == -1);
  CHECK(quarter_begins(day("2020-12-31"), 2) - 1 == day("2021-03-31"));
  CHECK(quarter_begins(day("2021-01-01"), 1) == day("2021-04-01"));
}

TEST_CASE("every day of the product is the model's") {
  for (int number = -200000; number < 2900000; number += 101) {
    const CivilDate date = CivilDate::from_day_number(number);
    REQUIRE(read_day(format_date(date)) == number);
    if (number < 2000000) REQUIRE(years_after(number, 40) == date.plus_years(40).day_number());
  }
}

TEST_CASE("business days are Monday to Friday and the odd Saturdays") {
  const std::vector<Day> holidays = {day("2026-01-26")};
  CHECK(is_business_day(day("2026-01-03"), holidays));        // the first Saturday
  CHECK_FALSE(is_business_day(day("2026-01-10"), holidays));  // the second
  CHECK_FALSE(is_business_day(day("2026-01-04"), holidays));  // a Sunday
  CHECK_FALSE(is_business_day(day("2026-01-26"), holidays));  // a Monday
  CHECK(business_days_between(day("2026-01-23"), day("2026-01-27"), holidays) == 1);
}

TEST_CASE("whole numbers are paise and decimals are rupees") {
  CHECK(read_amount("1000") == 1000);
  CHECK(read_amount("1000.00") == 100000);
  CHECK(read_amount("1000.5") == 100050);
  CHECK(read_amount("0.01") == 1);
  for (const char* bad : {"", ".", "1.", ".5", "1.234", "-1", "+1", "1,000", "1e3", " 1", "1 "}) {
    CHECK_MESSAGE(!read_amount(bad).has_value(), bad);
  }
}

TEST_CASE("an honest product agrees with the model, and each lie is noticed") {
  CHECK(amended(Lying::About::nothing) == "");
  CHECK(amended(Lying::About::link_life).starts_with("seed 1: a link lives for 7 days"));
  CHECK(amended(Lying::About::event_type) == "told is mandate.pending, not mandate.active");
  CHECK(amended(Lying::About::status) == "a mandate is pending, not active");
  CHECK(amended(Lying::About::amount) == "the amount is 5000, not 5001");
  CHECK(amended(Lying::About::silence) == "not told: mandate.pending");
}

TEST_CASE("what was accepted and should not have been is noticed, and the other way round") {
  Play play;
  Model model({});
  const WorldLook look(play.world);
  const MandateId paused = play.mandate("paused");
  REQUIRE(model.settle(Outside{}, {}, true, 0, look).empty());
  const Call pause =
      call_of(test::good_request(play.world, Action::pause, paused), test::good_source());
  const Prediction predicted = model.predict(pause, look);
  CHECK(predicted.expect == Expect::refused);
  CHECK(model.settle(pause, predicted, true, 0, look).starts_with("accepted, against: seed 1"));
  CHECK(model.settle(pause, predicted, false, 404, look).starts_with("refused with 404, not 400"));
  CHECK(model.settle(pause, predicted, false, 400, look).empty());
  const Call resume =
      call_of(test::good_request(play.world, Action::resume, paused), test::good_source());
  CHECK(model.settle(resume, model.predict(resume, look), false, 400, look)
            .starts_with("refused, against: seed 0"));
}

TEST_CASE("a link that expires untold is noticed, and not a second too early") {
  Play play;
  Model model({});
  const WorldLook look(play.world);
  const MandateId id = play.mandate();
  REQUIRE(model.settle(Outside{}, {}, true, 0, look).empty());
  const ManageMandate command = test::good_request(play.world, Action::pause, id);
  const Call call = call_of(command, test::good_source());
  const Prediction predicted = model.predict(call, look);
  play.must(command);
  REQUIRE(model.settle(call, predicted, true, 0, look).empty());
  play.world.now = play.world.now + Seconds(7 * 86400 - 1);  // by hand: nothing falls due
  CHECK(model.pass(look).empty());
  play.world.now = play.world.now + Seconds(1);
  CHECK(model.pass(look) == "R4: a link expired, and mandate.pause.failed was not told");
}

TEST_CASE("a failing run is shortened to the steps that it needs") {
  const auto kept = shortened(100, [](const std::vector<std::size_t>& steps) {
    bool seven = false;
    for (const std::size_t step : steps) {
      seven = seven || step == 7;
      if (step == 93) return seven;
    }
    return false;
  });
  CHECK(kept == std::vector<std::size_t>{7, 93});
  CHECK(tried([] { return std::string("wrong"); }) == "wrong");
  CHECK(tried([] { return std::string(); }).empty());
  CHECK(tried([]() -> std::string { std::abort(); }).starts_with("ended by signal"));
}

TEST_CASE("steps are told and read back, and only the seed decides them") {
  const auto steps = steps_of(3, 500);
  const auto same = steps_of(3, 500);
  const auto other = steps_of(4, 500);
  std::size_t differing = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto back = read_step(told(steps[i]));
    REQUIRE(back.has_value());
    CHECK(told(*back) == told(steps[i]));
    CHECK(told(same[i]) == told(steps[i]));
    if (told(other[i]) != told(steps[i])) ++differing;
  }
  CHECK(differing > 400);
  CHECK_FALSE(read_step("nonsense 1 2 3").has_value());
}

TEST_CASE("a walk without the model's world comes out the same twice") {
  std::vector<test::Move> moves;
  Tally tally;
  REQUIRE(walk(5, 300, moves, tally).empty());
  CHECK(world_hash(5, moves) == world_hash(5, moves));
  CHECK(tally.sentences.size() > 10);
}
