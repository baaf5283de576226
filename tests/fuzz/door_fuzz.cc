// The C door: a list of calls, one a line: `METHOD target body`, or `!name!value!METHOD …` with one
// header more, in which `|` stands for a line feed. No call may end the process, and whatever
// comes, the world still answers, and its journal can be gone on from.
#include <algorithm>
#include <string>

#include "base/check.h"
#include "fuzz/entrance.h"
#include "sandbox/lotusbox.h"
#include "support/journals.h"

namespace {

constexpr std::size_t kCallsMax = 60;

/// Takes the text up to the mark off the front.
std::string take(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  std::string taken(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

void call(lotusbox_sandbox* sandbox, std::string_view line) {
  std::string name, value;
  if (line.starts_with("!")) {
    line.remove_prefix(1);
    name = take(line, '!');
    value = take(line, '!');
    std::replace(name.begin(), name.end(), '|', '\n');
    std::replace(value.begin(), value.end(), '|', '\n');
  }
  const std::string method = take(line, ' ');
  const std::string target = take(line, ' ');
  const std::string body(line);
  const lotusbox_header headers[] = {
      {"Authorization", "Bearer sk_test_fuzz"},
      {"Content-Type", body.starts_with("{") ? "application/json" : ""},
      {name.c_str(), value.c_str()}};
  lotusbox_response* answer = lotusbox_request(sandbox, method.c_str(), target.c_str(), headers,
                                               name.empty() ? 2 : 3, body.data(), body.size());
  if (answer != nullptr) {
    LOTUSBOX_CHECK(answer->status >= 200 && answer->status < 600, "a status out of range");
    LOTUSBOX_CHECK(answer->body[answer->body_size] == '\0', "a body without its end");
  }
  lotusbox_response_free(answer);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = lotusbox::test::text_of(data, size);
  const lotusbox::test::TempFolder folder;
  const std::string options = R"({"data":")" + folder.file("j.db") + R"("})";
  lotusbox_sandbox* sandbox = lotusbox_create(options.c_str(), nullptr, nullptr);
  LOTUSBOX_CHECK(sandbox != nullptr, "a sandbox with usual options");
  for (std::size_t i = 0; i < kCallsMax && !text.empty(); ++i) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    call(sandbox, line);
  }
  lotusbox_response* answer = lotusbox_call(sandbox, nullptr, "GET", "/_mock/health", nullptr);
  LOTUSBOX_CHECK(answer != nullptr && answer->status == 200, "the sandbox no longer answers");
  lotusbox_response_free(answer);
  lotusbox_destroy(sandbox);
  sandbox = lotusbox_create(options.c_str(), nullptr, nullptr);
  LOTUSBOX_CHECK(sandbox != nullptr, lotusbox_last_error());
  lotusbox_destroy(sandbox);
  return 0;
}
