#include "sandbox/lotusbox.h"

#include <algorithm>
#include <exception>
#include <limits>
#include <utility>
#include <vector>

#include "sandbox/sandbox.h"
#include "scenario/json_value.h"

struct lotusbox_sandbox {
  std::unique_ptr<lotusbox::Sandbox> box;
};

namespace lotusbox {

namespace {

/// What the caller is lent: its pointers lead into the values beside them.
struct OwnedResponse : lotusbox_response {
  Response response;
  std::vector<lotusbox_header> views;
};

std::string& last_error() {
  thread_local std::string text;
  return text;
}

void keep_error(std::string_view text) noexcept {
  try {
    last_error() = text;
  } catch (...) {
    last_error().clear();  // no memory even for the reason
  }
}

/// No exception leaves through the C door: not of ours, we have none, but of a full memory.
template <class T, class Body>
T guarded(T failed, Body body) noexcept {
  try {
    return body();
  } catch (const std::exception& thrown) {
    keep_error(thrown.what());
  } catch (...) {
    keep_error("something that is no std::exception was thrown");
  }
  return failed;
}

/// True, and said, when an argument that must be there is NULL.
bool lacks(const void* argument, std::string_view name) {
  if (argument != nullptr) return false;
  keep_error(std::string(name) + " is NULL");
  return true;
}

using scenario::JsonValue;

std::vector<std::string> texts_of(const JsonValue& list) {
  std::vector<std::string> texts;
  for (const JsonValue& item : list.items()) texts.push_back(item.text());
  return texts;
}

bool is_list_of_texts(const JsonValue& value) {
  const std::vector<JsonValue> items = value.items();
  return value.at("length").exists() &&
         std::all_of(items.begin(), items.end(), [](const auto& item) { return item.is_text(); });
}

std::uint64_t unsigned_of(const JsonValue& number) {
  return static_cast<std::uint64_t>(*number.number());
}

/// How an option is written in JSON, and where it goes.
struct OptionRow {
  enum Kind : std::uint8_t { text, texts, number, object };
  std::string_view name;
  Kind kind;
  void (*set)(SandboxOptions&, const JsonValue&);
};

// clang-format off
constexpr OptionRow kOptions[] = {
    {"seed", OptionRow::number, [](SandboxOptions& o, const JsonValue& v) { o.seed = unsigned_of(v); }},
    {"start", OptionRow::number, [](SandboxOptions& o, const JsonValue& v) { o.start = v.number(); }},
    {"clock", OptionRow::text, [](SandboxOptions& o, const JsonValue& v) { o.clock = v.text(); }},
    {"profile", OptionRow::text, [](SandboxOptions& o, const JsonValue& v) { o.profile = v.text(); }},
    {"api_keys", OptionRow::texts, [](SandboxOptions& o, const JsonValue& v) { o.only_keys = texts_of(v); }},
    {"fixtures", OptionRow::object, [](SandboxOptions& o, const JsonValue& v) { o.fixtures_json = v.json(); }},
    {"public_url", OptionRow::text, [](SandboxOptions& o, const JsonValue& v) { o.public_url = v.text(); }},
    {"webhook_url", OptionRow::text, [](SandboxOptions& o, const JsonValue& v) { o.webhook_url = v.text(); }},
    {"webhook_key", OptionRow::text, [](SandboxOptions& o, const JsonValue& v) { o.webhook_key = v.text(); }},
    {"data", OptionRow::text, [](SandboxOptions& o, const JsonValue& v) { o.data = v.text(); }},
    {"memory_max", OptionRow::number, [](SandboxOptions& o, const JsonValue& v) { o.memory_max = unsigned_of(v); }},
    {"durability", OptionRow::text, [](SandboxOptions& o, const JsonValue& v) { o.durability = v.text(); }},
    {"allowed_hosts", OptionRow::texts, [](SandboxOptions& o, const JsonValue& v) { o.allowed_hosts = texts_of(v); }},
    {"allowed_origins", OptionRow::texts, [](SandboxOptions& o, const JsonValue& v) { o.allowed_origins = texts_of(v); }},
    {"webhook_hosts", OptionRow::texts, [](SandboxOptions& o, const JsonValue& v) { o.webhook_hosts = texts_of(v); }},
};
// clang-format on

/// What the value should have been; empty when it is that.
std::string_view wrong_kind(OptionRow::Kind kind, const JsonValue& value) {
  switch (kind) {
    case OptionRow::text: return value.is_text() ? "" : "a text";
    case OptionRow::texts: return is_list_of_texts(value) ? "" : "a list of texts";
    case OptionRow::number: return value.number().value_or(-1) >= 0 ? "" : "a number from 0 on";
    case OptionRow::object: return value.json().starts_with('{') ? "" : "an object";
  }
  return "";
}

Result<SandboxOptions, std::string> read_options(const char* json) {
  SandboxOptions options;
  if (json == nullptr) return options;
  const JsonValue given = JsonValue::parse(json);
  if (!given.json().starts_with('{')) return failure(std::string("options are a JSON object"));
  for (const std::string& name : given.keys()) {
    const auto* const row = std::find_if(std::begin(kOptions), std::end(kOptions),
                                         [&](const OptionRow& one) { return one.name == name; });
    if (row == std::end(kOptions)) return failure("there is no option " + name);
    const JsonValue value = given.at(name);
    if (const std::string_view wanted = wrong_kind(row->kind, value); !wanted.empty()) {
      return failure("the option " + name + " is " + std::string(wanted));
    }
    row->set(options, value);
  }
  return options;
}

int call_back(lotusbox_webhook receiver, void* context, const WebhookDelivery& delivery) {
  const lotusbox_delivery lent{delivery.key.c_str(),  delivery.url.c_str(),
                               delivery.type.c_str(), delivery.event_id.c_str(),
                               delivery.body.c_str(), delivery.event.c_str(),
                               delivery.attempt};
  return receiver(context, &lent);
}

lotusbox_response* lend(Response&& response) {
  auto owned = std::make_unique<OwnedResponse>();
  owned->response = std::move(response);
  const Response& kept = owned->response;
  for (const auto& [name, value] : kept.headers)
    owned->views.push_back({name.c_str(), value.c_str()});
  owned->status = kept.status;
  owned->content_type = kept.content_type.c_str();
  owned->body = kept.body.c_str();
  owned->body_size = kept.body.size();
  owned->headers = owned->views.data();
  owned->header_count = owned->views.size();
  return owned.release();
}

template <class T>
T value_or(Result<T, std::string> result, T failed) {
  if (result) return result.value();
  keep_error(result.error());
  return failed;
}

}  // namespace

}  // namespace lotusbox

using namespace lotusbox;

lotusbox_sandbox* lotusbox_create(const char* options_json, lotusbox_webhook on_webhook,
                                  void* context) {
  return guarded<lotusbox_sandbox*>(nullptr, [&]() -> lotusbox_sandbox* {
    auto options = read_options(options_json);
    if (!options) {
      keep_error(options.error());
      return nullptr;
    }
    if (on_webhook != nullptr) {
      options->on_webhook = [on_webhook, context](const WebhookDelivery& delivery) {
        return call_back(on_webhook, context, delivery);
      };
    }
    auto box = Sandbox::make(std::move(options.value()));
    if (box) return new lotusbox_sandbox{std::move(box.value())};
    keep_error(box.error());
    return nullptr;
  });
}

void lotusbox_destroy(lotusbox_sandbox* sandbox) { delete sandbox; }

lotusbox_response* lotusbox_call(lotusbox_sandbox* sandbox, const char* key, const char* method,
                                 const char* target, const char* json) {
  return guarded<lotusbox_response*>(nullptr, [&]() -> lotusbox_response* {
    if (lacks(sandbox, "sandbox") || lacks(method, "method") || lacks(target, "target")) {
      return nullptr;
    }
    Request request =
        make_request(method, target, json == nullptr ? "" : json, key == nullptr ? "" : key);
    if (key == nullptr) request.headers.erase(request.headers.begin());
    return lend(sandbox->box->handle(request));
  });
}

lotusbox_response* lotusbox_request(lotusbox_sandbox* sandbox, const char* method,
                                    const char* target, const lotusbox_header* headers,
                                    size_t header_count, const char* body, size_t body_size) {
  return guarded<lotusbox_response*>(nullptr, [&]() -> lotusbox_response* {
    if (lacks(sandbox, "sandbox") || lacks(method, "method") || lacks(target, "target") ||
        (header_count > 0 && lacks(headers, "headers")) || (body_size > 0 && lacks(body, "body"))) {
      return nullptr;
    }
    Request request{method, target, {}, body_size > 0 ? std::string(body, body_size) : ""};
    for (std::size_t i = 0; i < header_count; ++i) {
      const lotusbox_header& header = headers[i];
      if (lacks(header.name, "the name of a header") || lacks(header.value, "a header")) {
        return nullptr;
      }
      request.headers.emplace_back(header.name, header.value);
    }
    return lend(sandbox->box->handle(request));
  });
}

void lotusbox_response_free(lotusbox_response* response) {
  delete static_cast<OwnedResponse*>(response);
}

int64_t lotusbox_advance(lotusbox_sandbox* sandbox, const char* key, int64_t seconds) {
  return guarded<int64_t>(-1, [&]() -> int64_t {
    if (lacks(sandbox, "sandbox") || lacks(key, "key")) return -1;
    return value_or<std::int64_t>(sandbox->box->advance(key, seconds), -1);
  });
}

int64_t lotusbox_advance_to(lotusbox_sandbox* sandbox, const char* key, int64_t instant) {
  return guarded<int64_t>(-1, [&]() -> int64_t {
    if (lacks(sandbox, "sandbox") || lacks(key, "key")) return -1;
    return value_or<std::int64_t>(sandbox->box->advance_to(key, instant), -1);
  });
}

int64_t lotusbox_fork(lotusbox_sandbox* sandbox, const char* from_key, const char* to_key) {
  return guarded<int64_t>(-1, [&]() -> int64_t {
    if (lacks(sandbox, "sandbox") || lacks(from_key, "from_key") || lacks(to_key, "to_key")) {
      return -1;
    }
    return value_or<std::int64_t>(sandbox->box->fork(from_key, to_key), -1);
  });
}

int lotusbox_listen(lotusbox_sandbox* sandbox, const char* host, int port) {
  return guarded<int>(-1, [&]() -> int {
    if (lacks(sandbox, "sandbox")) return -1;
    return value_or<int>(sandbox->box->listen(host == nullptr ? "localhost" : host, port), -1);
  });
}

int lotusbox_stop(lotusbox_sandbox* sandbox) {
  return guarded<int>(-1, [&]() -> int {
    if (lacks(sandbox, "sandbox")) return -1;
    sandbox->box->stop();
    return 0;
  });
}

const char* lotusbox_last_error(void) { return last_error().c_str(); }

const char* lotusbox_version(void) { return version().data(); }
