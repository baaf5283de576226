// Which entry begins its world anew.
#include "store/begins_anew.h"

#include <doctest/doctest.h>

using namespace lotusbox;
using store::begins_anew;

TEST_CASE("a reset that was taken begins a world anew, and no other call") {
  JournalEntry entry;
  entry.request = {"POST", "/_mock/reset?seed=2", {}, {}};
  CHECK(begins_anew(entry));
  entry.rule = "control.body_malformed";
  CHECK_FALSE(begins_anew(entry));
  entry.rule.clear();
  entry.request.method = "GET";
  CHECK_FALSE(begins_anew(entry));
  entry.request = {"POST", "/_mock/fork", {}, {}};
  CHECK_FALSE(begins_anew(entry));
  entry.request = {"POST", "/_mock/reset", {}, {}};
  entry.kind = JournalEntry::Kind::open;
  CHECK_FALSE(begins_anew(entry));
}
