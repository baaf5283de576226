// A mandate from its source to a link that is never opened, in C++ with cpp-httplib, nlohmann/json
// and doctest; the webhooks are received by cpp-httplib, too, and decrypted with OpenSSL.
//
// usage: LOTUSBOX=path/to/lotusbox httplib_client
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <httplib.h>
#include <openssl/evp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using Json = nlohmann::json;

void demand(bool good, const std::string& what) {
  if (!good) throw std::runtime_error(what);
}

/// A lotusbox of its own on a free port, for as long as this lives.
class Lotusbox {
 public:
  Lotusbox() {
    const char* named = std::getenv("LOTUSBOX");
    const std::string binary = named != nullptr ? named : "lotusbox";
    int pipe_ends[2];
    demand(pipe(pipe_ends) == 0, "no pipe");
    process_ = fork();
    if (process_ == 0) {
      dup2(pipe_ends[1], STDOUT_FILENO);
      close(pipe_ends[0]);
      close(pipe_ends[1]);
      execlp(binary.c_str(), binary.c_str(), "serve", "--port", "0", "--quiet", nullptr);
      _exit(127);
    }
    close(pipe_ends[1]);
    std::string line;  // comes when it is ready
    for (char c = 0; read(pipe_ends[0], &c, 1) == 1 && c != '\n';) line += c;
    close(pipe_ends[0]);
    url = Json::parse(line).at("url");
  }
  Lotusbox(const Lotusbox&) = delete;
  Lotusbox& operator=(const Lotusbox&) = delete;
  ~Lotusbox() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }

  std::string url;

 private:
  pid_t process_ = -1;
};

std::string from_base64(std::string text) {
  std::erase(text, '\n');
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  demand(length >= 0, "no base64");
  // OpenSSL counts the padding.
  const auto padding = text.size() - text.find_last_not_of('=') - 1;
  bytes.resize(static_cast<std::size_t>(length) - padding);
  return bytes;
}

/// AES-128-CBC: sixteen characters of IV, then base64.
Json decrypt(const std::string& sealed, const std::string& key) {
  const std::string cipher = from_base64(sealed.substr(16));
  std::string plain(cipher.size() + 16, '\0');
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  const auto bytes_of = [](const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  auto* out = reinterpret_cast<unsigned char*>(plain.data());
  int length = 0;
  int rest = 0;
  const bool good = EVP_DecryptInit_ex(context, EVP_aes_128_cbc(), nullptr, bytes_of(key),
                                       bytes_of(sealed)) == 1 &&
                    EVP_DecryptUpdate(context, out, &length, bytes_of(cipher),
                                      static_cast<int>(cipher.size())) == 1 &&
                    EVP_DecryptFinal_ex(context, out + length, &rest) == 1;
  EVP_CIPHER_CTX_free(context);
  demand(good, "a webhook does not open under its key");
  plain.resize(static_cast<std::size_t>(length + rest));
  return Json::parse(plain);
}

/// Takes webhooks on a free port and keeps their bodies, in order.
class Receiver {
 public:
  Receiver() {
    server_.Post("/hook", [this](const httplib::Request& request, httplib::Response&) {
      const std::lock_guard lock(mutex_);
      bodies_.push_back(Json::parse(request.body));
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  ~Receiver() {
    server_.stop();
    thread_.join();
  }

  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(port_) + "/hook";
  }
  /// The types of what came; `key` is the one that `PUT /_mock/webhook` answered.
  std::vector<std::string> types(const std::string& key) {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> types;
    for (const Json& body : bodies_) {
      types.push_back(decrypt(body.at("serialized_response"), key).at("type"));
    }
    return types;
  }

 private:
  httplib::Server server_;
  std::mutex mutex_;
  std::vector<Json> bodies_;
  int port_ = 0;
  std::thread thread_;
};

class Merchant {
 public:
  explicit Merchant(const std::string& url) : client_(url) {
    client_.set_basic_auth("sk_test_cpp", "");
    client_.set_keep_alive(true);
    client_.set_tcp_nodelay(true);
  }

  Json get(const std::string& path) { return read("GET " + path, client_.Get(path)); }
  Json post(const std::string& path, const Json& body) {
    return read("POST " + path, client_.Post(path, body.dump(), "application/json"));
  }
  Json put(const std::string& path, const Json& body) {
    return read("PUT " + path, client_.Put(path, body.dump(), "application/json"));
  }
  Json patch(const std::string& path, const Json& body) {
    return read("PATCH " + path, client_.Patch(path, body.dump(), "application/json"));
  }
  /// What a browser would get that has no key.
  static int opened(const std::string& url) {
    const auto path = url.find('/', url.find("//") + 2);
    const auto answer = httplib::Client(url.substr(0, path)).Get(url.substr(path));
    return answer ? answer->status : 0;
  }

 private:
  static Json read(const std::string& call, const httplib::Result& answer) {
    demand(bool(answer), call + ": " + httplib::to_string(answer.error()));
    demand(answer->status == 200, call + " answers " + answer->body);
    return Json::parse(answer->body);
  }

  httplib::Client client_;
};

}  // namespace

TEST_CASE("a link that is never opened dies after a week") {
  const Lotusbox box;
  Receiver receiver;
  Merchant merchant(box.url);
  const std::string key = merchant.put("/_mock/webhook", {{"url", receiver.url()}}).at("key");
  const Json source = merchant.post("/v1/sources", {{"type", "nach_debit"},
                                                    {"nach_debit",
                                                     {{"amount_maximum", 500000},
                                                      {"debtor_agent_code", "ICIC"},
                                                      {"frequency", "MNTH"},
                                                      {"debtor_account_name", "ASHA TESTWALA"},
                                                      {"debtor_account_number", "999900000001"}}}});
  const std::string link = source.at("redirect").at("url");
  CHECK(Merchant::opened(link) == 200);
  merchant.post("/_mock/authorise", {{"link", link}});
  const std::string mandate =
      merchant.get("/v1/sources/" + source.at("id").get<std::string>()).at("mandate");
  CHECK(merchant.get("/v1/mandates/" + mandate).at("status") == "active");

  const Json amend =
      merchant.patch("/api/mandates/amend?mandate_id=" + mandate, {{"maximum_amount", "7500.00"}});
  const std::string unopened = amend.at("auth_link");
  CHECK(Merchant::opened(unopened) == 200);
  const Json week = merchant.post("/_mock/clock/advance", {{"by", "P7D"}, {"settle_ms", 30000}});
  CHECK(week.at("quiet") == true);
  CHECK(Merchant::opened(unopened) == 410);
  const Json lapsed = merchant.get("/v1/mandates/" + mandate);
  CHECK(lapsed.at("status") == "active");
  CHECK(lapsed.at("amount_maximum") == 500000);
  const std::vector<std::string> expected = {"source.pending",  "source.submitted",
                                             "mandate.active",  "customer.active",
                                             "mandate.pending", "mandate.amend.failed"};
  CHECK(receiver.types(key) == expected);
}
