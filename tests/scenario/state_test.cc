// States of applications: compared as values, at a pointer, and how they differ.
#include "scenario/state.h"

#include <doctest/doctest.h>

using namespace lotusbox::scenario;

TEST_CASE("the order of keys is no difference, the order of a list is") {
  CHECK(*read_state(R"({"b":1,"a":{"d":null,"c":[1, 2]}})", "") ==
        R"({"a":{"c":[1,2],"d":null},"b":1})");
  CHECK(*read_state("[2,1]", "") != *read_state("[1,2]", ""));
  CHECK(*read_state(R"({"a":"1"})", "") != *read_state(R"({"a":1})", ""));
}

TEST_CASE("a pointer leads into objects and lists, with its two escapes") {
  const char* state = R"({"a/b":{"m~n":[{"x":7}]},"":"empty"})";
  CHECK(*read_state(state, "/a~1b/m~0n/0/x") == "7");
  CHECK(*read_state(state, "/") == "\"empty\"");
  for (const char* pointer : {"/a", "/a~1b/m~0n/1", "/a~1b/m~0n/00x", "/a~1b/m~0n/-", "//x"}) {
    CHECK_FALSE(read_state(state, pointer).ok());
  }
  CHECK_FALSE(read_state("no JSON", "").ok());
  CHECK(pointer_problem("").empty());
  CHECK(pointer_problem("/x").empty());
  CHECK_FALSE(pointer_problem("x").empty());
}

TEST_CASE("differences are told by pointers") {
  CHECK(differences("{}", "{}").empty());
  CHECK(tell_differences(R"({"a":{"b/c":1},"l":[1,2]})", R"({"a":{"b/c":2},"l":[1],"n":true})",
                         "before", "after") ==
        "/a/b~1c is 1 before, 2 after\n"
        "/l/1 is 2 before, nothing after\n"
        "/n is nothing before, true after\n");
  CHECK(tell_differences("1", "[]", "before", "after") == "the state is 1 before, [] after\n");
  CHECK(differences(R"([1,2,3,4,5,6,7])", R"([2,3,4,5,6,7,8])").size() == 5);
}
