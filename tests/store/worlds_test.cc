// What a journal tells of one world: the same from memory and from a file.
#include <doctest/doctest.h>

#include <memory>

#include "store/memory_journal.h"
#include "store/sqlite_journal.h"
#include "support/journals.h"

using namespace lotusbox;
using namespace lotusbox::test;
using store::MemoryJournal;
using store::SqliteJournal;

namespace {

using Texts = std::vector<std::string>;

/// The same steps on both kinds.
template <class Test>
void on_both(Test test) {
  SUBCASE("in memory") {
    MemoryJournal journal;
    test(journal);
  }
  SUBCASE("in a file") {
    const TempFolder folder;
    auto journal = SqliteJournal::begin(folder.file("j.db"), store::Durability::normal, {});
    REQUIRE(journal.ok());
    test(*journal.value());
  }
}

void append(Journal& journal, std::vector<JournalEntry> entries) {
  for (JournalEntry& entry : entries) journal.append(std::move(entry));
  REQUIRE_FALSE(journal.keep());
}

}  // namespace

TEST_CASE("the calls of a world are told in order, and only those") {
  on_both([](Journal& journal) {
    append(journal, {opened("one"), opened("two"), called("one", "/a"), called("two", "/b"),
                     called("one", "/c")});
    CHECK(told(journal, "one") == Texts{"/a", "/c"});
    CHECK(told(journal, "two") == Texts{"/b"});
    CHECK(told(journal, "three").empty());
  });
}

TEST_CASE("a reset begins a world anew, and so do its end and its next beginning") {
  on_both([](Journal& journal) {
    append(journal, {opened("one"), called("one", "/a"), reset("one"), called("one", "/b")});
    CHECK(told(journal, "one") == Texts{"/_mock/reset", "/b"});
    append(journal, {dropped("one")});
    CHECK(told(journal, "one").empty());
    append(journal, {opened("one"), called("one", "/c")});
    CHECK(told(journal, "one") == Texts{"/c"});
  });
}

TEST_CASE("a reset that was refused begins nothing") {
  on_both([](Journal& journal) {
    JournalEntry refused = reset("one");
    refused.rule = "reset.at";
    append(journal, {opened("one"), called("one", "/a"), refused, called("one", "/b")});
    CHECK(told(journal, "one") == Texts{"/a", "/_mock/reset", "/b"});
  });
}

TEST_CASE("a copy has the past of what it was copied from, up to then") {
  on_both([](Journal& journal) {
    append(journal, {opened("one"), called("one", "/a"), forked("two", "one"), called("one", "/b"),
                     called("two", "/c"), forked("three", "two"), called("three", "/d")});
    CHECK(told(journal, "one") == Texts{"/a", "/b"});
    CHECK(told(journal, "two") == Texts{"/a", "/c"});
    CHECK(told(journal, "three") == Texts{"/a", "/c", "/d"});
  });
}

TEST_CASE("what is too long for memory is not told in part") {
  MemoryJournal journal;
  journal.append(opened("one"));
  for (std::size_t i = 0; i < MemoryJournal::kEntriesMax; ++i) journal.append(called("one", "/a"));
  journal.append(called("two", "/b"));
  CHECK(told(journal, "one") == Texts{"not whole"});
  CHECK(told(journal, "two") == Texts{"/b"});
  journal.append(reset("one"));
  CHECK(told(journal, "one") == Texts{"/_mock/reset"});
  JournalEntry huge = called("two", "/c");
  huge.request.body.assign(MemoryJournal::kBytesMax, 'x');
  journal.append(huge);
  CHECK(told(journal, "two") == Texts{"not whole"});
}
