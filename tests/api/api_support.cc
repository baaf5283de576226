#include "api/api_support.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "api/rules/sets.h"
#include "base/text.h"
#include "wire/reference.h"

namespace lotusbox::api {

namespace {

using Json = nlohmann::ordered_json;

/// The node at a path; nullptr when it is absent.
const Json* node_at(const Json& whole, std::string_view path) {
  const Json* node = &whole;
  if (path.empty()) return node;
  for (const std::string_view piece : split(path, '.')) {
    if (node->is_array()) {
      const auto index = parse_integer(piece);
      if (!index || *index < 0 || static_cast<std::size_t>(*index) >= node->size()) return nullptr;
      node = &node->at(static_cast<std::size_t>(*index));
      continue;
    }
    const auto found = node->is_object() ? node->find(std::string(piece)) : node->end();
    if (found == node->end()) return nullptr;
    node = &*found;
  }
  return node;
}

EngineOptions engine_options(std::vector<std::string> only_keys) {
  EngineOptions options;
  options.rules = &rule_sets();
  options.access = &kAccessRules;
  options.reference = shipped_reference();
  options.seed = 7;
  options.start = instant_of(kStart);
  options.only_keys = std::move(only_keys);
  options.wall_ms = [] { return std::int64_t{0}; };
  options.worlds_max = 1000;
  return options;
}

void check_refusal(const Reply& reply) {
  CHECK(reply.rule() != "");
  if (reply.response.content_type != kJson) return;
  CHECK(json_keys(reply.body()) == std::vector<std::string>{"error"});
  CHECK(reply.at("error.message") != "<absent>");
  CHECK(reply.at("error.code") != "<absent>");
  const bool access = reply.status() == 401;
  CHECK(reply.at("error.type") == (access ? "authentication_error" : "invalid_request_error"));
  CHECK(reply.at("error.doc_url").starts_with("https://"));
  CHECK(reply.body().find('\'') == std::string::npos);
}

}  // namespace

std::string json_at(std::string_view json, std::string_view dotted_path) {
  const Json whole = Json::parse(json, nullptr, false);
  if (whole.is_discarded()) return "<not json>";
  const Json* node = node_at(whole, dotted_path);
  if (node == nullptr) return "<absent>";
  return node->is_string() ? node->get<std::string>() : node->dump();
}

std::vector<std::string> json_keys(std::string_view json, std::string_view dotted_path) {
  const Json whole = Json::parse(json, nullptr, false);
  std::vector<std::string> names;
  const Json* node = whole.is_discarded() ? nullptr : node_at(whole, dotted_path);
  if (node == nullptr || !node->is_object()) return names;
  for (const auto& item : node->items()) names.push_back(item.key());
  return names;
}

std::size_t json_count(std::string_view json, std::string_view dotted_path) {
  const Json whole = Json::parse(json, nullptr, false);
  const Json* node = whole.is_discarded() ? nullptr : node_at(whole, dotted_path);
  return node != nullptr && node->is_array() ? node->size() : 0;
}

std::string Reply::header(std::string_view name) const {
  return std::string(find_header(response.headers, name).value_or(""));
}

bool Reply::holds(std::string_view part) const { return body().find(part) != std::string::npos; }

std::shared_ptr<const Reference> shipped_reference() {
  static const auto kShipped = std::make_shared<const Reference>(wire::built_in_reference());
  return kShipped;
}

TestApi::TestApi(std::vector<std::string> only_keys)
    : engine(engine_options(std::move(only_keys))),
      server(engine, {.webhook_target_problem =
                          [](std::string_view url) {
                            return std::string(url.starts_with("http://127.0.0.1") ? "" : "far");
                          },
                      .settle =
                          [this](const std::shared_ptr<WorldSlot>&, int timeout_ms) {
                            settled.push_back(timeout_ms);
                            return true;
                          },
                      .session_script =
                          [](const std::string&, const std::function<bool()>&) {
                            return Result<std::string, std::string>("");
                          },
                      .delivery_body =
                          [](const World&, DeliveryId, std::string_view event) {
                            return "sealed " + std::string(event);
                          },
                      .public_url = {},
                      .local_url = "http://local.test",
                      .version = "1.2.3",
                      .web = {{"box.test"}, {"https://app.test"}, {}},
                      .replays = [this] { return replays; }}) {}

namespace {

/// What holds for each answer, whoever asks: JSON needs no policy, unless a fault has written it.
void check_browser_headers(const Request& request, const Reply& reply) {
  const std::string shared = reply.header("Access-Control-Allow-Origin");
  const bool asked = find_header(request.headers, "Origin").has_value();
  CHECK((shared.empty() || (asked && shared == find_header(request.headers, "Origin"))));
  CHECK(reply.header("Vary") == (shared.empty() ? "" : "Origin"));
  const std::string exposed = reply.header("Access-Control-Expose-Headers");
  CHECK((exposed.find("Lotusbox-Rule") != std::string::npos) == !shared.empty());
  const std::string& type = reply.response.content_type;
  const std::string policy = reply.header("Content-Security-Policy");
  const bool guarded = !policy.empty();
  if (type != kJson && !type.empty()) CHECK(guarded);
  if (guarded && !policy.starts_with("sandbox")) {
    CHECK(type.starts_with("text/html"));
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
  }
  CHECK(reply.header("X-Frame-Options") == (guarded ? "DENY" : ""));
  CHECK(reply.header("X-Content-Type-Options") == (guarded ? "nosniff" : ""));
  CHECK(reply.header("Referrer-Policy") == (guarded ? "no-referrer" : ""));
}

}  // namespace

Reply TestApi::call(std::string_view method, std::string_view target, std::string_view body,
                    Headers more) {
  Request request;
  request.method = method;
  request.target = target;
  request.body = body;
  request.headers = std::move(more);
  const auto missing = [&](std::string_view name) { return !find_header(request.headers, name); };
  if (missing("Authorization") && !key.empty()) {
    request.headers.emplace_back("Authorization", "Basic " + base64_encode(key + ":"));
  }
  if (missing("Host")) request.headers.emplace_back("Host", "box.test");
  if (missing("Content-Type") && !body.empty()) {
    request.headers.emplace_back("Content-Type", body.front() == '{' ? kJson : kForm);
  }
  return send(request);
}

Reply TestApi::send(const Request& request) {
  Reply reply{server.handle(request)};
  CAPTURE(request.method);
  CAPTURE(request.target);
  CAPTURE(reply.response.body);
  CHECK(reply.header("Lotusbox-Request-Id").starts_with("req_"));
  CHECK(reply.header("Lotusbox-Version") == "1.2.3");
  check_browser_headers(request, reply);
  if (request.method == "OPTIONS") return reply;
  if (reply.response.content_type == kJson) CHECK(reply.at("") != "<not json>");
  if (reply.status() >= 400) check_refusal(reply);
  if (reply.status() < 400) CHECK(reply.rule() == "");
  CHECK(reply.status() < 500);
  return reply;
}

std::string TestApi::mandate(std::string_view body) {
  const Reply made = call("POST", "/_mock/mandates", body);
  REQUIRE(made.status() == 200);
  return made.at("id");
}

std::string TestApi::link(std::string_view action, std::string_view mandate,
                          std::string_view body) {
  const Reply asked =
      call("PATCH", "/api/mandates/" + std::string(action) + "?mandate_id=" + std::string(mandate),
           body);
  REQUIRE(asked.status() == 200);
  return target_of(asked.at("auth_link"));
}

std::string TestApi::source(std::string_view more_of_debit, std::string_view redirect) {
  const Reply made = call("POST", "/v1/sources", source_body(more_of_debit, redirect));
  REQUIRE(made.status() == 200);
  return made.at("id");
}

std::string TestApi::source_link(std::string_view source) {
  return target_of(get("/v1/sources/" + std::string(source)).at("redirect.url"));
}

std::string TestApi::whole_world() {
  std::string all;
  for (const std::string_view list : {"/v1/mandates", "/v1/sources"}) {
    const Reply page = get(list);
    all += page.body() + "\n";
    for (std::size_t i = 0; i < json_count(page.body(), "data"); ++i) {
      const std::string id = page.at("data." + std::to_string(i) + ".id");
      all += get(std::string(list) + "/" + id).body() + "\n";
    }
  }
  for (const std::string_view part : {"events", "deliveries", "policy", "webhook", "clock"}) {
    all += get("/_mock/" + std::string(part)).body() + "\n";
  }
  return all;
}

Request scan_upload(std::string_view key, std::string_view reference1, std::size_t bytes) {
  std::string scan = "\xFF\xD8\xFF";
  scan.resize(bytes, 'x');
  return {.method = "POST",
          .target = "/v1/physical_mandate_images",
          .headers = {{"Authorization", "Bearer " + std::string(key)},
                      {"Content-Type", "multipart/form-data; boundary=b"}},
          .body = "--b\r\nContent-Disposition: form-data; name=\"reference1\"\r\n\r\n" +
                  std::string(reference1) +
                  "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; "
                  "filename=\"a.jpg\"\r\n\r\n" +
                  scan + "\r\n--b--\r\n"};
}

std::string target_of(std::string_view url) {
  const auto path = url.find('/', url.find("://") + 3);
  return path == std::string_view::npos ? std::string() : std::string(url.substr(path));
}

std::string source_body(std::string_view debit, std::string_view redirect) {
  std::string body = R"({"type":"nach_debit","nach_debit":{"amount_maximum":500000,)"
                     R"("debtor_agent_code":"ICIC","debtor_account_name":"ASHA TESTWALA",)"
                     R"("debtor_account_number":"999900000001","debtor_account_type":"savings",)"
                     R"("frequency":"MNTH","date_first_collection":"2026-02-01")";
  if (!debit.empty()) body += "," + std::string(debit);
  return body + R"(},"redirect":)" + std::string(redirect) + "}";
}

}  // namespace lotusbox::api
