// The C door: what it answers to wrong arguments and wrong options, and that it does what the C++
// one does. A C program that uses it lies in tests/embedding.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/http_message.h"
#include "sandbox/lotusbox.h"
#include "support/journals.h"

namespace {

constexpr const char* kKey = "sk_test_lotusbox";
constexpr std::int64_t kStart = 1767225600;

struct Free {
  void operator()(lotusbox_sandbox* box) const { lotusbox_destroy(box); }
  void operator()(lotusbox_response* response) const { lotusbox_response_free(response); }
};
using Box = std::unique_ptr<lotusbox_sandbox, Free>;
using Answer = std::unique_ptr<lotusbox_response, Free>;

Box make(const char* options = nullptr) { return Box(lotusbox_create(options, nullptr, nullptr)); }

bool error_names(std::string_view part) {
  const std::string_view error = lotusbox_last_error();
  INFO("the error is: " << error);
  return error.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("NULL is an error, and no crash") {
  const Box box = make();
  REQUIRE(box);
  lotusbox_sandbox* const b = box.get();
  CHECK(lotusbox_call(nullptr, kKey, "GET", "/", nullptr) == nullptr);
  CHECK(error_names("sandbox is NULL"));
  CHECK(lotusbox_call(b, kKey, nullptr, "/", nullptr) == nullptr);
  CHECK(error_names("method is NULL"));
  CHECK(lotusbox_call(b, kKey, "GET", nullptr, nullptr) == nullptr);
  CHECK(error_names("target is NULL"));
  CHECK(lotusbox_request(nullptr, "GET", "/", nullptr, 0, nullptr, 0) == nullptr);
  CHECK(lotusbox_request(b, "GET", "/", nullptr, 1, nullptr, 0) == nullptr);
  CHECK(error_names("headers is NULL"));
  CHECK(lotusbox_request(b, "GET", "/", nullptr, 0, nullptr, 1) == nullptr);
  CHECK(error_names("body is NULL"));
  const lotusbox_header nameless{nullptr, "x"};
  const lotusbox_header valueless{"x", nullptr};
  CHECK(lotusbox_request(b, "GET", "/", &nameless, 1, nullptr, 0) == nullptr);
  CHECK(lotusbox_request(b, "GET", "/", &valueless, 1, nullptr, 0) == nullptr);
  CHECK(error_names("a header is NULL"));
  CHECK(lotusbox_advance(nullptr, kKey, 1) == -1);
  CHECK(lotusbox_advance(b, nullptr, 1) == -1);
  CHECK(error_names("key is NULL"));
  CHECK(lotusbox_advance_to(nullptr, kKey, 1) == -1);
  CHECK(lotusbox_advance_to(b, nullptr, 1) == -1);
  CHECK(lotusbox_fork(nullptr, kKey, "sk_test_b") == -1);
  CHECK(lotusbox_fork(b, nullptr, "sk_test_b") == -1);
  CHECK(lotusbox_fork(b, kKey, nullptr) == -1);
  CHECK(error_names("to_key is NULL"));
  CHECK(lotusbox_listen(nullptr, nullptr, 0) == -1);
  CHECK(lotusbox_stop(nullptr) == -1);
  lotusbox_destroy(nullptr);
  lotusbox_response_free(nullptr);
}

TEST_CASE("options in JSON, and what is said of bad ones") {
  for (const char* good :
       {"{}", R"({"seed":7,"start":1800000000,"clock":"fast:60","profile":"strict"})",
        R"({"api_keys":["sk_test_a","sk_test_b"],"fixtures":{"mandates":[{}]}})",
        R"({"webhook_url":"http://hooks.test/","webhook_hosts":["hooks.test"],
            "webhook_key":"whk_0123456789ab","public_url":"http://pay.test"})"}) {
    CAPTURE(good);
    CHECK(make(good));
  }
  const std::pair<const char*, const char*> bad[] = {
      {"", "JSON object"},
      {"[]", "JSON object"},
      {"{", "JSON object"},
      {R"({"colour":1})", "no option colour"},
      {R"({"seed":-1})", "seed is a number"},
      {R"({"seed":"1"})", "seed is a number"},
      {R"({"seed":18446744073709551615})", "seed is a number"},
      {R"({"start":1.5})", "start is a number"},
      {R"({"clock":5})", "clock is a text"},
      {R"({"clock":"slow"})", "--clock"},
      {R"({"api_keys":"sk_test_a"})", "api_keys is a list"},
      {R"({"api_keys":[1]})", "api_keys is a list"},
      {R"({"api_keys":["sk_live_a"]})", "--api-key"},
      {R"({"fixtures":[]})", "fixtures is an object"},
      {R"({"fixtures":{"mandates":[5]}})", "mandate 1"},
      {R"({"webhook_url":"http://hooks.test/"})", "--allow-webhook-host"},
  };
  for (const auto& row : bad) {
    CAPTURE(row.first);
    CHECK_FALSE(make(row.first));
    CHECK(error_names(row.second));
  }
}

TEST_CASE("requests, short and whole") {
  const Box box = make(R"({"fixtures":{"mandates":[{}]}})");
  REQUIRE(box);
  const Answer all(lotusbox_call(box.get(), kKey, "GET", "/v1/mandates", nullptr));
  REQUIRE(all);
  CHECK(all->status == 200);
  CHECK(std::string_view(all->content_type) == "application/json");
  CHECK(std::string_view(all->body).size() == all->body_size);
  bool has_id = false;
  for (std::size_t i = 0; i < all->header_count; ++i) {
    has_id = has_id || std::string_view(all->headers[i].name) == "Lotusbox-Request-Id";
  }
  CHECK(has_id);
  const Answer keyless(lotusbox_call(box.get(), nullptr, "GET", "/v1/mandates", nullptr));
  CHECK(keyless->status == 401);
  const lotusbox_header headers[] = {{"Authorization", "Bearer sk_test_lotusbox"},
                                     {"Content-Type", "application/x-www-form-urlencoded"}};
  const std::string form = "by=P1D&rest";
  const Answer moved(lotusbox_request(box.get(), "POST", "/_mock/clock/advance", headers, 2,
                                      form.data(), std::string_view("by=P1D").size()));
  REQUIRE(moved);
  CHECK(moved->status == 200);
  CHECK(lotusbox_advance(box.get(), kKey, 0) == kStart + 86400);
  for (const char* odd : {"", "x", "?", "//", "/%zz", "\xff"}) {
    CAPTURE(odd);
    const Answer answer(lotusbox_call(box.get(), kKey, odd, odd, odd));
    REQUIRE(answer);
    CHECK(answer->status >= 400);
  }
}

TEST_CASE("what the network refuses, the door refuses") {
  const Box box = make();
  const lotusbox_header kKeyHeader{"Authorization", "Bearer sk_test_lotusbox"};
  const auto answer_to = [&](const char* method, const char* target,
                             std::vector<lotusbox_header> more, const std::string& body = "") {
    more.push_back(kKeyHeader);
    return Answer(lotusbox_request(box.get(), method, target, more.data(), more.size(), body.data(),
                                   body.size()));
  };
  const auto rule_of = [](const Answer& answer) {
    for (std::size_t i = 0; i < answer->header_count; ++i) {
      if (std::string_view(answer->headers[i].name) == "Lotusbox-Rule") {
        return std::string(answer->headers[i].value);
      }
    }
    return std::string();
  };
  const std::string long_value(40000, 'x');
  struct Row {
    const char* method;
    const char* target;
    lotusbox_header header;
    const char* rule;
  };
  const Row rows[] = {
      {"POST", "/v1/customers", {"X-One\nX-Two", "a"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"X-One: a\r\nX-Two", "b"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"X One", "a"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"X-One:", "a"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"", "a"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"X-One", "a\nb"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"X-One", "a\r\nX-Two: b"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"X-One", "a\r\n\r\n"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"X-One", "\x01"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"X-One", long_value.c_str()}, "net.headers_too_large"},
      {"POST", "/v1/customers", {"Content-Length", "7"}, "net.request_malformed"},
      {"POST", "/v1/customers", {"Expect", "wonders"}, "net.expectation_unknown"},
      {"PO ST", "/v1/customers", {"X-One", "a"}, "net.request_malformed"},
      {"", "/v1/customers", {"X-One", "a"}, "net.request_malformed"},
      {"POST", "/v1/customers HTTP/1.1", {"X-One", "a"}, "net.request_malformed"},
      {"POST", "/v1/cust\nomers", {"X-One", "a"}, "net.request_malformed"},
      {"POST", "", {"X-One", "a"}, "net.request_malformed"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.method) + " " + row.target + " " + row.header.name);
    const Answer answer = answer_to(row.method, row.target, {row.header}, "name=A");
    CHECK(answer->status >= 400);
    CHECK(rule_of(answer) == row.rule);
  }
  const std::vector<lotusbox_header> many(101, {"X-One", "a"});
  CHECK(rule_of(answer_to("POST", "/v1/customers", many)) == "net.headers_too_large");
  const std::string large((1 << 20) + 1, 'x');
  CHECK(rule_of(answer_to("POST", "/v1/customers", {}, large)) == "net.body_too_large");
  CHECK(std::string_view(
            Answer(lotusbox_call(box.get(), kKey, "GET", "/v1/customers", nullptr))->body)
            .find("\"data\":[]") != std::string_view::npos);
}

TEST_CASE("what the network takes, the door takes") {
  const Box box = make(R"({"allowed_hosts":["pay.example"]})");
  const std::string form = "name=A";
  const std::pair<std::vector<lotusbox_header>, const char*> rows[] = {
      {{}, "/v1/customers"},
      {{{"X-Empty", ""}, {"X-Tab", " a\tb "}, {"X-Colon", "a: b"}}, "/v1/customers"},
      {{{"Transfer-Encoding", "chunked"}}, "/v1/customers"},
      {{{"Content-Length", "6"}, {"Host", "pay.example"}}, "/v1/customers"},
      {{{"X-Text", "\xE0\xA4\x86"}}, "http://pay.example/v1/customers"},
  };
  for (const auto& [more, target] : rows) {
    std::vector<lotusbox_header> headers = more;
    headers.push_back({"Authorization", "Bearer sk_test_lotusbox"});
    headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    CAPTURE(target);
    const Answer answer(lotusbox_request(box.get(), "POST", target, headers.data(), headers.size(),
                                         form.data(), form.size()));
    CHECK(answer->status == 200);
  }
}

TEST_CASE("a journal that the door has written can be gone on from, whatever was sent") {
  const lotusbox::test::TempFolder folder;
  const std::string options = R"({"data":")" + folder.file("j.db") + R"("})";
  {
    const Box box = make(options.c_str());
    REQUIRE(box);
    for (const char* odd : {"X-One\nX-Two", "X-One: a\nX-Two", "X One", "X-Good"}) {
      const lotusbox_header headers[] = {{"Authorization", "Bearer sk_test_lotusbox"},
                                         {odd, "a\\n"}};
      const Answer answer(
          lotusbox_request(box.get(), "POST", "/_mock/mandates", headers, 2, nullptr, 0));
      REQUIRE(answer);
      CHECK(answer->status == (std::string_view(odd) == "X-Good" ? 200 : 400));
    }
  }
  CHECK(make(options.c_str()));
  CHECK(make(options.c_str()));
}

TEST_CASE("refusals of the clock, of copies and of ports have their reason") {
  const Box box = make();
  REQUIRE(box);
  CHECK(lotusbox_advance_to(box.get(), kKey, kStart + 60) == kStart + 60);
  CHECK(lotusbox_advance_to(box.get(), kKey, kStart) == -1);
  CHECK(!std::string_view(lotusbox_last_error()).empty());
  CHECK(lotusbox_fork(box.get(), kKey, "sk_test_copy") == kStart + 60);
  CHECK(lotusbox_fork(box.get(), kKey, "sk_test_copy") == -1);
  CHECK(lotusbox_listen(box.get(), nullptr, 70000) == -1);
  CHECK(error_names("65535"));
  const int port = lotusbox_listen(box.get(), nullptr, 0);
  CHECK(port > 0);
  const Box other = make();
  CHECK(lotusbox_listen(other.get(), "127.0.0.1", port) == -1);
  CHECK(lotusbox_stop(box.get()) == 0);
  CHECK(lotusbox_listen(other.get(), "127.0.0.1", port) == port);
}

TEST_CASE("deliveries come with their context") {
  std::vector<std::string> got;
  const lotusbox_webhook take = [](void* context, const lotusbox_delivery* delivery) {
    static_cast<std::vector<std::string>*>(context)->push_back(std::string(delivery->key) + " " +
                                                               delivery->type + " " +
                                                               std::to_string(delivery->attempt));
    return 200;
  };
  const Box box(lotusbox_create(nullptr, take, &got));
  REQUIRE(box);
  const Answer made(lotusbox_call(box.get(), kKey, "POST", "/_mock/mandates",
                                  R"({"status":"active","umrn":"ICIC7010101000000001"})"));
  REQUIRE(made->status == 200);
  got.clear();
  const Answer pause(lotusbox_call(box.get(), kKey, "PATCH",
                                   "/api/mandates/pause?umrn=ICIC7010101000000001", nullptr));
  REQUIRE(pause->status == 200);
  CHECK(got == std::vector<std::string>{"sk_test_lotusbox mandate.pending 1"});
}

TEST_CASE("the version is the library's") {
  CHECK(std::string_view(lotusbox_version()).find('.') != std::string_view::npos);
}
