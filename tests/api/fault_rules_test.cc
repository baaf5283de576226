// Which calls faults strike, how often, and what may be asked for.
#include "engine/faults.h"

#include <doctest/doctest.h>

#include <vector>

#include "api/rules/faults.h"
#include "support/builders.h"

using namespace lotusbox;
using namespace lotusbox::api;
using namespace lotusbox::test;

namespace {

constexpr std::uint64_t kSeed = 7;

Fault outage() {
  Fault fault;
  fault.status = 503;
  return fault;
}

std::vector<bool> pattern_of(Faults faults, std::uint64_t seed, int calls) {
  std::vector<bool> struck;
  for (int i = 0; i < calls; ++i)
    struck.push_back(faults.strike("GET", "/v1", seed, false).index.has_value());
  return struck;
}

wire::FaultsClaim claim_of(wire::FaultFields fields) {
  wire::FaultsClaim claim;
  claim.faults.push_back(std::move(fields));
  return claim;
}

wire::FaultFields good() {
  wire::FaultFields fields;
  fields.status = number("503");
  return fields;
}

std::string refused(const wire::FaultFields& fields) {
  const auto refusal = refuse_faults(claim_of(fields));
  return refusal ? std::string(refusal->rule->id) + " " + std::string(refusal->param()) : "";
}

}  // namespace

TEST_CASE("patterns of paths") {
  const auto fit = [](std::string_view pattern, std::string_view path) {
    return path_fits(pattern, path);
  };
  CHECK(fit("/v1/sources", "/v1/sources"));
  CHECK(fit("/v1/sources", "//v1//sources/"));
  CHECK(fit("/v1/sources/*", "/v1/sources/SC1"));
  CHECK(fit("/v1/sources/{id}", "/v1/sources/SC1"));
  CHECK(fit("/v1/sources/{id}/withdraw", "/v1/sources/SC1/withdraw"));
  CHECK(fit("/v1/**", "/v1/sources/SC1/withdraw"));
  CHECK(fit("/v1/**", "/v1"));
  CHECK(fit("/**", "/"));
  CHECK(fit("/", ""));
  CHECK_FALSE(fit("/v1/sources", "/v1/sources/SC1"));
  CHECK_FALSE(fit("/v1/sources/*", "/v1/sources"));
  CHECK_FALSE(fit("/v1/sources/*", "/v1/sources/SC1/withdraw"));
  CHECK_FALSE(fit("/v1/sources", "/v1/mandates"));
  CHECK_FALSE(fit("/v1/sources", "/V1/sources"));
  CHECK_FALSE(fit("/v1/**/withdraw", "/v1/sources/SC1/withdraw"));
  CHECK_FALSE(fit("/", "/v1"));
}

TEST_CASE("the next n calls that fit, and no others") {
  Faults faults;
  Fault fault = outage();
  fault.method = "POST";
  fault.path = "/v1/sources";
  fault.times = 2;
  faults.list = {fault};
  CHECK_FALSE(faults.strike("GET", "/v1/sources", kSeed, false).index.has_value());
  CHECK_FALSE(faults.strike("POST", "/v1/mandates", kSeed, false).index.has_value());
  CHECK(faults.strike("POST", "/v1/sources", kSeed, false) == Strike{0, true});
  CHECK(faults.strike("POST", "/v1/sources/", kSeed, false) == Strike{0, true});
  CHECK_FALSE(faults.strike("POST", "/v1/sources", kSeed, false).index.has_value());
  CHECK(faults.list[0].struck == 2);
  CHECK(faults.list[0].seen == 2);
}

TEST_CASE("the first that strikes wins; one that is spent or spares a call lets the next have it") {
  Faults faults;
  Fault once = outage();
  once.times = 1;
  Fault never = outage();
  never.rate = Rate{0};
  faults.list = {once, never, outage()};
  CHECK(faults.strike("GET", "/v1", kSeed, false).index == 0);
  CHECK(faults.strike("GET", "/v1", kSeed, false).index == 2);
  CHECK(faults.list[1].seen == 1);
  CHECK(faults.list[1].struck == 0);
}

TEST_CASE("a fault on GET strikes HEAD, too") {
  Faults faults;
  faults.list = {outage()};
  faults.list[0].method = "GET";
  CHECK(faults.strike("HEAD", "/v1", kSeed, false).index.has_value());
  CHECK_FALSE(faults.strike("POST", "/v1", kSeed, false).index.has_value());
}

TEST_CASE("a rate strikes the same calls for the same seed, others for another") {
  Faults faults;
  faults.list = {outage()};
  faults.list[0].rate = Rate{300000};
  const auto struck = pattern_of(faults, kSeed, 1000);
  CHECK(struck == pattern_of(faults, kSeed, 1000));
  CHECK(struck != pattern_of(faults, kSeed + 1, 1000));
  const auto count = std::count(struck.begin(), struck.end(), true);
  CHECK(count > 240);
  CHECK(count < 360);
  // The second in a list throws dice of its own.
  Faults second = faults;
  second.list.insert(second.list.begin(), outage());
  second.list[0].method = "PUT";
  CHECK(struck != pattern_of(second, kSeed, 1000));
}

TEST_CASE("a record of the calls that counted is enough to come to the same again") {
  Faults first;
  first.list = {outage(), outage()};
  first.list[0].path = "/v1/sources";
  first.list[0].rate = Rate{300000};
  first.list[0].times = 20;
  first.list[1].path = "/v1/mandates";
  first.list[1].rate = Rate{500000};
  Faults again = first;
  std::vector<std::string> record;
  for (const std::string_view path :
       {"/v1/sources", "/v1/events", "/v1/sources", "/v1/mandates", "/v1/sources", "/v1/sources"}) {
    if (first.strike("GET", path, kSeed, false).counted) record.emplace_back(path);
  }
  CHECK(record.size() == 5);
  for (const std::string& path : record) again.strike("GET", path, kSeed, false);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(again.list[i].seen == first.list[i].seen);
    CHECK(again.list[i].struck == first.list[i].struck);
  }
}

TEST_CASE("every refusal names its field") {
  CHECK(refused(good()).empty());
  const auto with = [](Field wire::FaultFields::*field, const Field& value) {
    wire::FaultFields fields = good();
    fields.prefix = "faults.3.";
    fields.*field = value;
    return refused(fields);
  };
  using W = wire::FaultFields;
  CHECK(with(&W::name, text("a b")) == "fault.name faults.3.name");
  CHECK(with(&W::name, text(std::string(65, 'a'))) == "fault.name faults.3.name");
  CHECK(with(&W::name, text(std::string(64, 'a'))).empty());
  CHECK(with(&W::method, text("BREW")) == "fault.method faults.3.match.method");
  CHECK(with(&W::path, text("v1")) == "fault.path faults.3.match.path");
  CHECK(with(&W::path, text("/_mock/faults")) == "fault.path faults.3.match.path");
  CHECK(with(&W::path, text("/" + std::string(200, 'a'))) == "fault.path faults.3.match.path");
  for (const std::string_view times : {"0", "1000001", "-1", "two", "1.5"}) {
    CHECK(with(&W::times, number(times)) == "fault.times faults.3.times");
  }
  CHECK(with(&W::times, number("1000000")).empty());
  CHECK(with(&W::rate, text("25")) == "fault.rate faults.3.rate");
  CHECK(with(&W::rate, number("0.25")).empty());
  CHECK(with(&W::status, number("199")) == "fault.status faults.3.status");
  CHECK(with(&W::status, number("600")) == "fault.status faults.3.status");
  CHECK(with(&W::status, number("200")) == "fault.answer faults.3.status");
  CHECK(with(&W::code, text("a-b")) == "fault.code faults.3.code");
  CHECK(with(&W::message, number("1")) == "fault.text faults.3.message");
  CHECK(with(&W::body, text(std::string(16385, 'b'))) == "fault.text faults.3.body");
  CHECK(with(&W::body, text(std::string(16384, 'b'))).empty());
  CHECK(with(&W::latency_ms, number("0")) == "fault.latency_ms faults.3.latency_ms");
  CHECK(with(&W::latency_ms, number("60001")) == "fault.latency_ms faults.3.latency_ms");
  CHECK(with(&W::latency_ms, number("60000")).empty());
  CHECK(with(&W::drop, text("yes")) == "fault.drop faults.3.drop");
  CHECK(with(&W::drop, boolean(true)) == "fault.effect faults.3.status");
  CHECK(with(&W::truncate, number("-1")) == "fault.truncate faults.3.truncate");
  CHECK(with(&W::truncate, number("0")).empty());
}

TEST_CASE("a fault does something") {
  wire::FaultFields nothing;
  CHECK(refused(nothing) == "fault.effect status");
  nothing.times = number("1");
  nothing.drop = boolean(false);
  CHECK(refused(nothing) == "fault.effect status");
  nothing.drop = boolean(true);
  CHECK(refused(nothing).empty());
  nothing.truncate = number("1");
  CHECK(refused(nothing) == "fault.effect drop");
  wire::FaultFields unsaid;
  unsaid.latency_ms = number("5");
  CHECK(refused(unsaid).empty());
  unsaid.code = text("busy");
  CHECK(refused(unsaid) == "fault.answer status");
}

TEST_CASE("32 faults and no more") {
  wire::FaultsClaim claim;
  claim.faults.assign(limits::kFaultsMax, good());
  CHECK_FALSE(refuse_faults(claim).has_value());
  CHECK(made_faults(claim).list.size() == limits::kFaultsMax);
  claim.faults.push_back(good());
  CHECK(refuse_faults(claim)->rule->id == "fault.count");
  claim.unknown_keys = {"stauts"};
  CHECK(refuse_faults(claim)->param() == "stauts");
}
