#include "core/values/ids.h"

#include <doctest/doctest.h>

#include <set>
#include <vector>

#include "base/seeded_permutation.h"
#include "base/text.h"
#include "support/builders.h"
#include "support/death.h"
#include "support/play.h"
#include "support/printers.h"

using namespace lotusbox;

namespace {

std::vector<std::uint32_t> indexes() {
  std::vector<std::uint32_t> list{0, 1, 2, 999, 65535, 65536, UINT32_MAX - 1, UINT32_MAX};
  for (std::uint64_t i = 0; i < 300; ++i) list.push_back(static_cast<std::uint32_t>(mix(i)));
  return list;
}

}  // namespace

TEST_CASE("ids have the observed shape and name their place") {
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{7}, UINT64_MAX}) {
    const IdScheme ids(seed);
    std::set<std::string> met;
    for (const std::uint32_t index : indexes()) {
      const std::string id = ids.format("SC", index);
      CAPTURE(id);
      CHECK(id.size() == 14);
      CHECK(id.substr(0, 4) == "SC00");
      CHECK(all_digits(id.substr(4, 2)));
      CHECK(id == to_upper(id));
      CHECK(ids.parse("SC", id) == index);
      met.insert(id);
    }
    CHECK(met.size() == indexes().size());
  }
}

TEST_CASE("an id of another kind or seed names nothing, or another place") {
  const IdScheme ids(1);
  const IdScheme others(2);
  int decoded = 0;
  for (std::uint32_t index = 0; index < 1000; ++index) {
    const std::string id = ids.format("MD", index);
    CHECK(ids.parse("SC", id) == std::nullopt);
    CHECK(others.parse("MD", id) != index);
    // Of 2^48 numbers only one in 65536 stands for a place at all.
    if (others.parse("MD", id)) ++decoded;
    CHECK(ids.format("SC", index).substr(2) != id.substr(2));
  }
  CHECK(decoded <= 2);
}

TEST_CASE("what is no id is told apart") {
  const IdScheme ids(1);
  const std::string good = ids.format("SC", 5);
  REQUIRE(ids.parse("SC", good) == 5);
  for (const std::string& bad :
       {std::string(), std::string("SC"), good.substr(1), good + "0", to_lower(good),
        "MD" + good.substr(2), "SC01" + good.substr(4), " " + good.substr(1),
        good.substr(0, 13) + "-", good.substr(0, 13) + "\xC3", "SC00AB" + good.substr(6),
        std::string("SC0099ZZZZZZZZ"), std::string(14, '0')}) {
    CAPTURE(bad);
    CHECK(ids.parse("SC", bad) == std::nullopt);
  }
}

TEST_CASE("numbers of ids are below two to the power of 48") {
  const std::uint64_t last = (std::uint64_t{1} << 48U) - 1;
  for (const std::uint64_t number :
       {std::uint64_t{0}, std::uint64_t{35}, std::uint64_t{36}, last}) {
    CHECK(parse_id_number("XX", format_id_number("XX", number)) == number);
  }
  CHECK(format_id_number("XX", 0) == "XX000000000000");
  CHECK(format_id_number("XX", 35) == "XX00000000000Z");
  CHECK(parse_id_number("XX", format_id_number("XX", last + 1)) == std::nullopt);
}

TEST_CASE("UMRN digits are thirteen and name their place") {
  const IdScheme ids(3);
  for (const std::uint32_t index : indexes()) {
    const std::string digits = ids.umrn_digits(index);
    CAPTURE(digits);
    CHECK(digits.size() == 13);
    CHECK(all_digits(digits));
    CHECK(ids.parse_umrn_digits(digits) == index);
  }
  for (const char* bad :
       {"", "123456789012", "12345678901234", "123456789012x", "9999999999999", "-123456789012"}) {
    CAPTURE(bad);
    CHECK(ids.parse_umrn_digits(bad) == std::nullopt);
  }
}

TEST_CASE("secrets are letters and digits of their seed, purpose and place") {
  const IdScheme ids(3);
  const std::string secret = ids.secret("client_secret", 4, 24);
  CHECK(secret.size() == 24);
  for (const char c : secret) CHECK(is_alphanumeric(c));
  CHECK(secret == IdScheme(3).secret("client_secret", 4, 24));
  CHECK(secret != IdScheme(4).secret("client_secret", 4, 24));
  CHECK(secret != ids.secret("webhook", 4, 24));
  CHECK(secret != ids.secret("client_secret", 5, 24));
  CHECK(ids.secret("x", 0, 0).empty());
}

TEST_CASE("links carry world and place, in a long and a short form") {
  const LinkNames names(9);
  const std::uint32_t worlds[] = {0, 1, 4711, LinkNames::kWorldNumbers - 1};
  const std::uint32_t links[] = {0, 1, 99999, LinkNames::kLinksPerWorld - 1};
  std::set<std::string> met;
  for (const std::uint32_t world : worlds) {
    for (const std::uint32_t index : links) {
      const std::string text = names.format({world, LinkId{index}});
      const std::string brief = names.format_short({world, LinkId{index}});
      CAPTURE(text);
      CAPTURE(brief);
      CHECK(text.substr(0, 4) == "AL00");
      CHECK(brief.size() == 9);
      for (const auto& name : {names.parse(text), names.parse_short(brief)}) {
        REQUIRE(name.has_value());
        CHECK(name->world_number == world);
        CHECK(name->link == LinkId{index});
      }
      CHECK_FALSE(names.parse(brief).has_value());
      CHECK_FALSE(names.parse_short(text).has_value());
      met.insert(text);
      met.insert(brief);
    }
  }
  CHECK(met.size() == 32);
}

TEST_CASE("a link beyond its bounds is a bug, a text that is none names nothing") {
  CHECK(test::aborts([] {
    static_cast<void>(LinkNames(1).format({LinkNames::kWorldNumbers, LinkId{0}}));
  }));
  CHECK(test::aborts([] {
    static_cast<void>(LinkNames(1).format_short({0, LinkId{LinkNames::kLinksPerWorld}}));
  }));
  const LinkNames names(1);
  for (const char* bad : {"", "AL", "zzzzzzzzz", "aaaaaaaa", "aaaaaaaaaa", "aaaa-aaaa"}) {
    CAPTURE(bad);
    CHECK_FALSE(names.parse_short(bad).has_value());
    CHECK_FALSE(names.parse(bad).has_value());
  }
}

TEST_CASE("ids find their objects, and only those that exist") {
  test::Play play;
  const MandateId made = play.authorised();
  const World& world = play.world;
  const auto id_of = [&](ObjectKind kind, std::uint32_t index) {
    return id_text(world, {kind, index});
  };
  CHECK(find_source(world, id_of(ObjectKind::source, 0)) == SourceId{0});
  CHECK(find_mandate(world, id_of(ObjectKind::mandate, 0)) == made);
  CHECK(find_customer(world, id_of(ObjectKind::customer, 0)) == CustomerId{0});
  CHECK(find_event(world, event_id_text(world, EventId{3})) == EventId{3});
  CHECK(find_source(world, id_of(ObjectKind::source, 1)) == std::nullopt);
  CHECK(find_mandate(world, id_of(ObjectKind::mandate, 1)) == std::nullopt);
  CHECK(find_customer(world, id_of(ObjectKind::customer, 1)) == std::nullopt);
  CHECK(find_event(world, world.ids.format("EV", 4)) == std::nullopt);
  CHECK(find_mandate(world, id_of(ObjectKind::source, 0)) == std::nullopt);
}

TEST_CASE("a UMRN tells bank, variant and mode, and finds its mandate") {
  test::Play play;
  const MandateId one = play.authorised();
  CHECK(umrn_of(play.world, one).substr(0, 7) == "ICIC701");
  CHECK(umrn_of(play.world, one).size() == 20);
  const struct {
    std::string_view mode, digits;
  } rows[] = {{"netbanking", "701"}, {"debitcard", "702"}, {"aadhaar", "703"}, {"others", "701"}};
  for (const auto& row : rows) {
    CAPTURE(row.mode);
    CreateSource source = test::good_source();
    source.auth_mode = test::text(row.mode);
    const SourceId id{play.must(source).index_of(ObjectKind::source)};
    const MandateId made{play.must(test::answer(play.link_of(id))).index_of(ObjectKind::mandate)};
    CHECK(umrn_of(play.world, made).substr(4, 3) == row.digits);
    CHECK(find_mandate_by_umrn(play.world, umrn_of(play.world, made)) == made);
  }
  for (const auto& [variant, digits] :
       {std::pair("emandate_esign", "600"), std::pair("physical", "000")}) {
    MakeMandate command = test::good_mandate();
    command.debit.variant = test::text(variant);
    const MandateId made{play.must(command).index_of(ObjectKind::mandate)};
    CHECK(umrn_of(play.world, made).substr(4, 3) == digits);
    CHECK(find_mandate_by_umrn(play.world, umrn_of(play.world, made)) == made);
  }
}

TEST_CASE("a given UMRN is kept, found, and free for one mandate only") {
  test::Play play;
  MakeMandate command = test::good_mandate();
  command.umrn = test::text("HDFC000012345678");
  const MandateId given{play.must(command).index_of(ObjectKind::mandate)};
  CHECK(umrn_of(play.world, given) == "HDFC000012345678");
  CHECK(find_mandate_by_umrn(play.world, "HDFC000012345678") == given);
  CHECK(play.refusal(command) == "make.umrn");
  command.umrn = test::text(umrn_of(play.world, play.mandate()));
  CHECK(play.refusal(command) == "make.umrn");
  // The digits that the given mandate would have had find nothing.
  command.umrn = {};
  CHECK(find_mandate_by_umrn(play.world, "ICIC701" + play.world.ids.umrn_digits(given.index)) ==
        std::nullopt);
}
