// A loan is sold, its mandate amended, and the link is never opened: in process, in C++20.
#include <lotusbox/sandbox.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

constexpr std::int64_t kStart = 1767225600;
constexpr std::int64_t kWeek = 7 * 86400;

void expect(bool good, const std::string& what) {
  if (good) return;
  std::fprintf(stderr, "not so: %s\n", what.c_str());
  std::exit(1);
}

/// The text of the first `"name":"…"` in a body.
std::string pick(const std::string& body, const std::string& name) {
  const std::string mark = "\"" + name + "\":\"";
  const auto from = body.find(mark);
  expect(from != std::string::npos, mark + " in " + body);
  const auto begin = from + mark.size();
  return body.substr(begin, body.find('"', begin) - begin);
}

}  // namespace

int main() {
  std::vector<std::string> types;
  lotusbox::SandboxOptions options;
  options.start = kStart;
  options.on_webhook = [&](const lotusbox::WebhookDelivery& delivery) {
    types.push_back(delivery.type);
    return 200;
  };
  auto made = lotusbox::Sandbox::make(std::move(options));
  expect(made.ok(), made.ok() ? "" : made.error());
  lotusbox::Sandbox& box = *made.value();
  const auto ask = [&](const char* method, const std::string& target, const char* body = "",
                       std::string_view key = lotusbox::kExampleKey) {
    const auto response = box.handle(lotusbox::make_request(method, target, body, key));
    expect(response.status == 200, target + " " + response.body);
    return response.body;
  };

  const std::string source = pick(
      ask("POST", "/v1/sources",
          R"({"type":"nach_debit","nach_debit":{"amount_maximum":500000,"debtor_agent_code":"ICIC",
              "debtor_account_name":"ASHA TESTWALA","debtor_account_number":"999900000001"}})"),
      "id");
  ask("POST", "/_mock/authorise", (R"({"source":")" + source + "\"}").c_str());
  const std::string mandate = pick(ask("GET", "/v1/sources/" + source), "mandate");
  ask("PATCH", "/api/mandates/amend?mandate_id=" + mandate, R"({"maximum_amount":"7500.00"})");

  // Two ends of one story: in the copy the customer agrees, here the link is never opened.
  expect(box.fork(lotusbox::kExampleKey, "sk_test_agrees").value() == kStart, "a copy");
  ask("POST", "/_mock/authorise", (R"({"mandate":")" + mandate + "\"}").c_str(), "sk_test_agrees");
  const std::string agreed = ask("GET", "/v1/mandates/" + mandate, "", "sk_test_agrees");
  expect(agreed.find("\"amount_maximum\":750000,") != std::string::npos, agreed);
  expect(types.back() == "mandate.amend.success", types.back());

  expect(box.advance(lotusbox::kExampleKey, kWeek).value() == kStart + kWeek, "a week goes by");
  const std::string lapsed = ask("GET", "/v1/mandates/" + mandate);
  expect(lapsed.find("\"amount_maximum\":500000,") != std::string::npos, lapsed);
  expect(types.back() == "mandate.amend.failed", types.back());

  const auto refused =
      box.handle(lotusbox::make_request("PATCH", "/api/mandates/resume?mandate_id=" + mandate));
  expect(refused.status == 400, refused.body);
  expect(lotusbox::find_header(refused.headers, "lotusbox-rule") == "resume.mandate_paused",
         "the rule is named");
  expect(!box.advance("sk_live_x", 1).ok(), "live keys are refused");
  expect(box.listen().value() > 0, "a port");
  std::printf("C++: all well with %s\n", std::string(lotusbox::version()).c_str());
}
