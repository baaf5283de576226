// A receiver of LotusPay's webhooks that does it right, with cpp-httplib, nlohmann/json and
// OpenSSL.
//
//     g++ -std=c++20 receiver.cc -o receiver -lcpp-httplib -lcrypto -lpthread
//     LOTUSPAY_WEBHOOK_KEY=whk_0123456789ab ./receiver 9000
//
// POST /hook takes deliveries; GET /state and POST /reset are for `lotusbox examine`. The two maps
// are tables of your data base in real life.
#include <httplib.h>
#include <openssl/evp.h>

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <utility>

using nlohmann::json;

namespace {

const std::map<std::string, std::string> kPaths = {{"mandate", "mandates"},
                                                   {"source", "sources"},
                                                   {"customer", "customers"},
                                                   {"ach_debit", "ach_debits"},
                                                   {"settlement", "settlements"}};

std::string env(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::optional<std::string> base64(std::string text) {
  std::erase_if(text, [](char c) { return c == '\n' || c == '\r'; });
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  const int got = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                  reinterpret_cast<const unsigned char*>(text.data()),
                                  static_cast<int>(text.size()));
  if (got < 0) return std::nullopt;
  const std::size_t pads = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
  bytes.resize(static_cast<std::size_t>(got) - pads);
  return bytes;
}

std::optional<std::string> aes(const std::string& sealed, const std::string& key,
                               const std::string& iv) {
  const auto bytes = [](const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  std::string plain(sealed.size() + 16, '\0');
  auto* out = reinterpret_cast<unsigned char*>(plain.data());
  int length = 0;
  int rest = 0;
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
      EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  const bool good =
      EVP_DecryptInit_ex(context.get(), EVP_aes_128_cbc(), nullptr, bytes(key), bytes(iv)) == 1 &&
      EVP_DecryptUpdate(context.get(), out, &length, bytes(sealed),
                        static_cast<int>(sealed.size())) == 1 &&
      EVP_DecryptFinal_ex(context.get(), out + length, &rest) == 1;
  if (!good) return std::nullopt;
  plain.resize(static_cast<std::size_t>(length + rest));
  return plain;
}

/// The event in a delivery; nothing when LotusPay cannot have sent it.
std::optional<json> decrypt(const std::string& body) {
  const json envelope = json::parse(body, nullptr, false);
  if (!envelope.is_object() || !envelope.value("serialized_response", json()).is_string()) {
    return std::nullopt;
  }
  const auto text = envelope["serialized_response"].get<std::string>();
  if (text.size() <= 16) return std::nullopt;
  const auto sealed = base64(text.substr(16));
  for (const char* name : {"LOTUSPAY_WEBHOOK_KEY", "LOTUSPAY_WEBHOOK_NEXT_KEY"}) {
    const std::string key = env(name);
    if (key.size() != 16 || !sealed) continue;
    const auto plain = aes(*sealed, key, text.substr(0, 16));
    json event = plain ? json::parse(*plain, nullptr, false) : json();
    const bool good = event.is_object() && event.value("id", json()).is_string() &&
                      event.value("data", json()).is_object();
    if (good) return event;
  }
  return std::nullopt;
}

class Store {
 public:
  Store() : worker_([this] { run(); }) {}
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  void take(const json& event) {
    const std::lock_guard lock(mutex_);
    // In one step: is it new, and if so it is ours. So a repeat is harmless.
    if (!events_.emplace(event["id"], event).second) return;
    work_.push_back(event);
    changed_.notify_all();
  }
  json state() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return work_.empty() && !busy_; });
    json objects = json::object();
    for (const auto& [id, kept] : objects_) objects[id] = kept.second;
    return {{"events", events_.size()}, {"objects", objects}};
  }
  void reset() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return work_.empty() && !busy_; });
    events_.clear();
    objects_.clear();
  }

 private:
  using Newness = std::pair<std::int64_t, std::string>;

  void run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return !work_.empty(); });
      const json event = work_.front();
      work_.pop_front();
      busy_ = true;
      lock.unlock();
      auto [newness, data] = newest(event);
      lock.lock();
      auto& kept = objects_[data.value("id", "")];
      if (kept.second.is_null() || newness >= kept.first) {
        kept = {newness, data.value("status", json(""))};
      }
      busy_ = false;
      changed_.notify_all();
    }
  }
  /// The slow work, after the answer. An event tells what was; the API tells what is.
  static std::pair<Newness, json> newest(const json& event) {
    const json& data = event["data"];
    const auto path = kPaths.find(data.value("object", ""));
    if (env("LOTUSPAY_BASE_URL").empty() || path == kPaths.end()) {
      return {{event.value("created", std::int64_t{0}), event.value("id", "")}, data};
    }
    httplib::Client client(env("LOTUSPAY_BASE_URL"));
    client.set_basic_auth(env("LOTUSPAY_API_KEY"), "");
    const auto answer = client.Get("/v1/" + path->second + "/" + data.value("id", ""));
    if (!answer || answer->status != 200) return {{0, ""}, data};  // real code tries again later
    return {{0, ""}, json::parse(answer->body)};
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, json> events_;                       // by id
  std::map<std::string, std::pair<Newness, json>> objects_;  // what we know of each
  std::deque<json> work_;
  bool busy_ = false;
  std::thread worker_;
};

}  // namespace

int main(int, char** argv) {
  Store store;
  httplib::Server server;
  server.set_tcp_nodelay(true);
  server.Post("/hook", [&](const httplib::Request& request, httplib::Response& response) {
    const auto event = decrypt(request.body);
    if (event) store.take(*event);
    response.status = event ? 200 : 400;  // 200 also to a repeat, or it comes again and again
  });
  server.Get("/hook", [](const auto&, httplib::Response& response) { response.status = 405; });
  server.Get("/state", [&](const auto&, httplib::Response& response) {
    response.set_content(store.state().dump(), "application/json");
  });
  server.Post("/reset", [&](const auto&, httplib::Response& response) {
    store.reset();
    response.status = 204;
  });
  return server.listen("127.0.0.1", std::atoi(argv[1])) ? 0 : 1;
}
