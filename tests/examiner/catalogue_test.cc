// The list of examinations, and the events that they are made from.
#include "examiner/receiver/catalogue.h"

#include <doctest/doctest.h>

#include <set>

#include "examiner/receiver/life.h"
#include "scenario/verbs.h"

using namespace lotusbox;
using namespace lotusbox::examiner;

TEST_CASE("each examination has a name, a title and a reason of its own") {
  std::set<std::string_view> ids, titles, reasons;
  for (const Examination* one : all_examinations()) {
    CHECK(ids.insert(one->id).second);
    CHECK(titles.insert(one->title).second);
    CHECK(reasons.insert(one->why).second);
    CHECK(bool(one->examine != nullptr));
    CHECK((one->needs_probe || !one->needs_reset));
  }
  CHECK(ids.size() == 30);
  // It makes the API slow, and what the receiver still does then must not meet another one.
  CHECK(all_examinations().back()->id == "answer.before-work");
}

TEST_CASE("names and groups are known, others have a nearest one") {
  for (const char* name : {"repeat.ignored", "refuse.*", "key.*"})
    CHECK(name_problem(name).empty());
  CHECK(name_problem("repeat.ignord") ==
        "there is no examination repeat.ignord: did you mean repeat.ignored");
  CHECK(name_problem("refuze.*") == "there is no examination refuze.*: did you mean refuse.*");
  CHECK(name_problem("repeat") == "there is no examination repeat: did you mean repeat.accepted");
  CHECK(name_problem("") == "there is no examination ");
  CHECK(name_problem("*") == "there is no examination *");
}

TEST_CASE("the life is a scenario without a fault") {
  CHECK(scenario::check_verbs(life_script()).empty());
}

TEST_CASE("an event names what it touches, but for banks and the metadata of the merchant") {
  const StoryEvent event = read_event(
      R"({"id":"EV1","object":"event","data":{"id":"MD1","object":"mandate","source":"SC1",)"
      R"("customer":"CU1","nach_profile":"LB1","metadata":{"id":"X"},"ach_debits":[{"id":"ND1"}]},)"
      R"("type":"mandate.active"})");
  CHECK(event.id == "EV1");
  CHECK(event.type == "mandate.active");
  CHECK(event.object == "MD1");
  CHECK(event.touches == std::vector<std::string>{"CU1", "MD1", "ND1", "SC1"});
}
