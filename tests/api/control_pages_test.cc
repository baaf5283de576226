// The lists of the control plane come in pages, whatever a world holds.
#include <doctest/doctest.h>

#include <set>

#include "api/api_support.h"
#include "core/values/limits.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

/// Every entry of a list, page by page; each page is as long as it may be, but for the last.
std::vector<std::string> all_of(TestApi& api, const std::string& list, std::size_t limit,
                                const std::string& name = "id") {
  std::vector<std::string> ids;
  std::string after;
  for (;;) {
    const Reply page = api.get(list + "limit=" + std::to_string(limit) + after);
    REQUIRE(page.status() == 200);
    const std::size_t count = json_count(page.body(), "data");
    for (std::size_t i = 0; i < count; ++i) {
      ids.push_back(page.at("data." + std::to_string(i) + "." + name));
    }
    if (page.at("has_more") == "false") return ids;
    REQUIRE(count == limit);
    after = "&after=" + ids.back();
  }
}

bool answered_at_once(TestApi& api, const std::string& target) {
  Request request;
  request.method = "GET";
  request.target = target;
  return api.server.try_handle(request).has_value();
}

}  // namespace

TEST_CASE("a list shows a hundred entries unless told, and says that there are more") {
  TestApi api;
  api.call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/hook"})");
  for (int i = 0; i < 130; ++i) api.source();
  for (const std::string list : {"/_mock/events", "/_mock/deliveries"}) {
    CAPTURE(list);
    const Reply page = api.get(list);
    CHECK(json_count(page.body(), "data") == limits::kControlPage);
    CHECK(page.at("has_more") == "true");
    CHECK(page.at("total") == "130");
    const auto ids = all_of(api, list + "?", 40);
    CHECK(ids.size() == 130);
    CHECK(std::set(ids.begin(), ids.end()).size() == 130);
    CHECK(api.get(list + "?limit=30&offset=100").at("has_more") == "false");
    CHECK(json_count(api.get(list + "?offset=999").body(), "data") == 0);
    // What is left out by a filter takes no place on the page.
    CHECK(api.get(list + "?type=mandate.active").at("has_more") == "false");
    CHECK(api.get(list + "?type=source.pending&limit=129").at("has_more") == "true");
  }
  const auto calls = all_of(api, "/_mock/requests?path=/v1/sources&", 50);
  CHECK(calls.size() == 130);
  CHECK(std::set(calls.begin(), calls.end()).size() == 130);
}

TEST_CASE("links of a mandate come in pages, too") {
  TestApi api;
  const std::string mandate = api.mandate();
  for (int i = 0; i < 5; ++i) {
    api.call("POST", "/_mock/authorise",
             "outcome=rejected&link=http://box.test" + api.link("pause", mandate));
  }
  const auto links = all_of(api, "/_mock/links?mandate=" + mandate + "&", 2, "link");
  CHECK(links.size() == 5);
  CHECK(std::set(links.begin(), links.end()).size() == 5);
}

TEST_CASE("what a page cannot be is refused") {
  TestApi api;
  api.source();
  for (const std::string list : {"/_mock/events?", "/_mock/deliveries?", "/_mock/requests?"}) {
    CAPTURE(list);
    for (const std::string_view limit : {"0", "1001", "-1", "ten"}) {
      CHECK(api.get(list + "limit=" + std::string(limit)).rule() == "page.limit");
    }
    CHECK(api.get(list + "after=nothing").rule() == "page.after");
  }
}

TEST_CASE("a long list is not gone through on the thread that reads all calls") {
  TestApi api;
  api.call("PUT", "/_mock/webhook", R"({"url":"http://127.0.0.1:9/hook"})");
  for (int i = 0; i < 400; ++i) api.source();
  for (const std::string list : {"/_mock/events", "/_mock/deliveries"}) {
    CHECK(answered_at_once(api, list));
  }
  for (int i = 0; i < 200; ++i) api.source();
  for (const std::string list : {"/_mock/events", "/_mock/deliveries", "/_mock/requests"}) {
    CAPTURE(list);
    CHECK_FALSE(answered_at_once(api, list));
  }
  CHECK(answered_at_once(api, "/_mock/events?offset=590"));
}

TEST_CASE("a wait tells at most a thousand things at once, and the next one goes on") {
  TestApi api;
  for (int i = 0; i < 1010; ++i) api.source();
  const Reply first = api.call("POST", "/_mock/wait", R"({"for":"event","timeout_ms":0})");
  CHECK(json_count(first.body(), "data") == 1000);
  const Reply next =
      api.call("POST", "/_mock/wait",
               R"({"for":"event","timeout_ms":0,"after":")" + first.at("data.999.id") + "\"}");
  CHECK(json_count(next.body(), "data") == 10);
}
