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
  REQUIRE_FALSE(journal.flush());
}

}  // namespace

TEST_CASE("the calls of a world are told in order, and only those") {
  on_both([](Journal& journal) {
    append(journal, {opened("sk_test_one"), opened("sk_test_two"), called("sk_test_one", "/a"),
                     called("sk_test_two", "/b"), called("sk_test_one", "/c")});
    CHECK(told(journal, "sk_test_one") == Texts{"/a", "/c"});
    CHECK(told(journal, "sk_test_two") == Texts{"/b"});
    CHECK(told(journal, "sk_test_three").empty());
  });
}

TEST_CASE("a reset begins a world anew, and so do its end and its next beginning") {
  on_both([](Journal& journal) {
    append(journal, {opened("sk_test_one"), called("sk_test_one", "/a"), reset("sk_test_one"),
                     called("sk_test_one", "/b")});
    CHECK(told(journal, "sk_test_one") == Texts{"/_mock/reset", "/b"});
    append(journal, {dropped("sk_test_one")});
    CHECK(told(journal, "sk_test_one").empty());
    append(journal, {opened("sk_test_one"), called("sk_test_one", "/c")});
    CHECK(told(journal, "sk_test_one") == Texts{"/c"});
  });
}

TEST_CASE("a reset that was refused begins nothing") {
  on_both([](Journal& journal) {
    JournalEntry refused = reset("sk_test_one");
    refused.rule = "reset.at";
    append(journal, {opened("sk_test_one"), called("sk_test_one", "/a"), refused,
                     called("sk_test_one", "/b")});
    CHECK(told(journal, "sk_test_one") == Texts{"/a", "/_mock/reset", "/b"});
  });
}

TEST_CASE("a copy has the past of what it was copied from, up to then") {
  on_both([](Journal& journal) {
    append(journal, {opened("sk_test_one"), called("sk_test_one", "/a"),
                     forked("sk_test_two", "sk_test_one"), called("sk_test_one", "/b"),
                     called("sk_test_two", "/c"), forked("sk_test_three", "sk_test_two"),
                     called("sk_test_three", "/d")});
    CHECK(told(journal, "sk_test_one") == Texts{"/a", "/b"});
    CHECK(told(journal, "sk_test_two") == Texts{"/a", "/c"});
    CHECK(told(journal, "sk_test_three") == Texts{"/a", "/c", "/d"});
  });
}

TEST_CASE("what is too long for memory is not told in part") {
  MemoryJournal journal;
  journal.append(opened("sk_test_one"));
  for (std::size_t i = 0; i < MemoryJournal::kEntriesMax; ++i)
    journal.append(called("sk_test_one", "/a"));
  journal.append(called("sk_test_two", "/b"));
  CHECK(told(journal, "sk_test_one") == Texts{"not whole"});
  CHECK(told(journal, "sk_test_two") == Texts{"/b"});
  journal.append(reset("sk_test_one"));
  CHECK(told(journal, "sk_test_one") == Texts{"/_mock/reset"});
  JournalEntry huge = called("sk_test_two", "/c");
  huge.request.body.assign(MemoryJournal::kBytesMax, 'x');
  journal.append(huge);
  CHECK(told(journal, "sk_test_two") == Texts{"not whole"});
}

TEST_CASE("a world that memory forgot is not told, until it begins anew; its copies are") {
  MemoryJournal journal;
  append(journal, {opened("sk_test_one"), called("sk_test_one", "/a"),
                   forked("sk_test_two", "sk_test_one"), called("sk_test_one", "/b")});
  CHECK(journal.forget_world("sk_test_none") == 0);
  CHECK(journal.forget_world("sk_test_one") > 0);
  CHECK(journal.forget_world("sk_test_one") == 0);
  CHECK(told(journal, "sk_test_one") == Texts{"not whole"});
  CHECK(told(journal, "sk_test_two") == Texts{"/a"});
  journal.append(called("sk_test_one", "/c"));
  CHECK(told(journal, "sk_test_one") == Texts{"not whole"});
  journal.append(reset("sk_test_one"));
  CHECK(told(journal, "sk_test_one") == Texts{"/_mock/reset"});
}
