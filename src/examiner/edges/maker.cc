#include "examiner/edges/maker.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/text.h"
#include "core/values/limits.h"
#include "wire/errors.h"
#include "wire/juspay.h"

namespace lotusbox::examiner {

namespace {

constexpr std::size_t kShown = 48;  // characters of a value in a title

bool is_of_juspay(std::string_view path) {
  return path.starts_with("/mandates/") || path.starts_with("/customers/");
}

std::string shown(std::string_view value) {
  if (value.size() <= kShown) return std::string(value);
  return std::string(value.substr(0, kShown / 2)) + "... (" + std::to_string(value.size()) +
         " characters)";
}

std::string said(std::string_view path, std::string_view value) {
  return std::string(path) + " " + shown(value);
}

std::string quoted(std::string_view text) {
  JsonWriter json;
  return json.text(text).take();
}

/// Words that differ from one by a letter.
std::vector<std::string> neighbours(const std::string& word) {
  std::vector<std::string> all = {word + "X"};
  if (word.size() > 1) all.push_back(word.substr(0, word.size() - 1));
  return all;
}

std::string pairs(int count) {
  JsonWriter json;
  json.begin_object();
  for (int i = 1; i <= count; ++i) json.field("key" + std::to_string(i), "value");
  json.end_object();
  return json.take();
}

}  // namespace

std::string edge_id(std::string_view rule) {
  constexpr std::string_view kDigits[] = {"ZERO", "ONE", "TWO",   "THREE", "FOUR",
                                          "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"};
  std::string id = "EDGE-";
  for (const char c : rule) {
    if (is_digit(c)) {
      id += kDigits[c - '0'];
    } else {
      id += is_alphanumeric(c) ? to_upper(c) : '-';
    }
  }
  return id;
}

EdgeMaker& EdgeMaker::anew(std::string_view at, std::string_view profile) {
  at_ = at;
  profile_ = profile;
  given_.clear();
  code_ = rule_.code;
  answers_ = 200;
  return *this;
}

EdgeMaker& EdgeMaker::given(EdgeCall step) {
  given_.push_back(std::move(step));
  return *this;
}

EdgeMaker& EdgeMaker::code(RefusalCode code) {
  code_ = code;
  return *this;
}

EdgeMaker& EdgeMaker::answers(int status) {
  answers_ = status;
  return *this;
}

void EdgeMaker::add(bool pass, std::string what, EdgeCall call) {
  const bool juspay = is_of_juspay(call.path);
  Edge edge;
  edge.rule = &rule_;
  edge.passes = pass;
  edge.what = std::move(what);
  edge.at = at_;
  edge.profile = profile_;
  edge.given = given_;
  edge.status = pass ? answers_ : juspay ? wire::juspay_status_of(code_) : wire::status_of(code_);
  if (!pass && !juspay) edge.code = to_text(code_);
  edge.call = std::move(call);
  edges_.push_back(std::move(edge));
}

void EdgeMaker::passes(std::string what, EdgeCall call) {
  add(true, std::move(what), std::move(call));
}

void EdgeMaker::fails(std::string what, EdgeCall call) {
  add(false, std::move(what), std::move(call));
}

void EdgeMaker::either(bool pass, std::string what, EdgeCall call) {
  add(pass, std::move(what), std::move(call));
}

void EdgeMaker::good(const EdgeCall& call, std::string_view path,
                     std::initializer_list<std::string_view> values) {
  for (const std::string_view value : values) passes(said(path, value), call.with(path, value));
}

void EdgeMaker::bad(const EdgeCall& call, std::string_view path,
                    std::initializer_list<std::string_view> values) {
  for (const std::string_view value : values) fails(said(path, value), call.with(path, value));
}

void EdgeMaker::text(const EdgeCall& call, std::string_view path,
                     const std::vector<std::string>& inside,
                     const std::vector<std::string>& outside) {
  for (const std::string& value : inside) passes(said(path, value), call.text(path, value));
  for (const std::string& value : outside) fails(said(path, value), call.text(path, value));
}

void EdgeMaker::words(const EdgeCall& call, std::string_view path,
                      const std::vector<std::string>& words) {
  std::vector<std::string> tried;
  for (const std::string& word : words) {
    passes(said(path, word), call.text(path, word));
    for (std::string& near : neighbours(word)) {
      const bool known = std::find(words.begin(), words.end(), near) != words.end() ||
                         std::find(tried.begin(), tried.end(), near) != tried.end();
      if (known) continue;
      fails(said(path, near), call.text(path, near));
      tried.push_back(std::move(near));
    }
  }
}

void EdgeMaker::length(const EdgeCall& call, std::string_view path, std::size_t most, char fill) {
  const auto sized = [&](std::size_t size) { return quoted(std::string(size, fill)); };
  const auto title = [&](std::size_t size) {
    return std::string(path) + " of " + std::to_string(size) +
           (size == 1 ? " character" : " characters");
  };
  passes(title(1), call.with(path, sized(1)));
  passes(title(most), call.with(path, sized(most)));
  fails(title(most + 1), call.with(path, sized(most + 1)));
}

void EdgeMaker::number(const EdgeCall& call, std::string_view path, std::int64_t least,
                       std::int64_t most) {
  for (const std::int64_t inside : {least, most}) {
    passes(said(path, std::to_string(inside)), call.with(path, std::to_string(inside)));
  }
  for (const std::int64_t outside : {least - 1, most + 1}) {
    fails(said(path, std::to_string(outside)), call.with(path, std::to_string(outside)));
  }
  fails(said(path, "ten"), call.text(path, "ten"));
}

void EdgeMaker::date(const EdgeCall& call, std::string_view path, std::string_view day) {
  passes(said(path, day), call.text(path, day));
  std::string slashed(day);
  std::replace(slashed.begin(), slashed.end(), '-', '/');
  const std::string turned = std::string(day.substr(8)) + "-" + std::string(day.substr(5, 2)) +
                             "-" + std::string(day.substr(0, 4));
  for (const std::string& other :
       {turned, slashed, std::string("2027-02-29"), std::string("2027-04-31"),
        std::string("2027-13-01"), std::string("2027-1-01"), std::string(day) + "T00:00:00Z"}) {
    fails(said(path, other), call.text(path, other));
  }
}

void EdgeMaker::metadata(const EdgeCall& call, std::string_view path) {
  const std::string name(path);
  passes(name + " of 30 pairs", call.with(path, pairs(limits::kMetadataPairs)));
  fails(name + " of 31 pairs", call.with(path, pairs(limits::kMetadataPairs + 1)));
  fails(name + " that is a text", call.text(path, "LOAN"));
  const auto bytes = [&](std::size_t size) {
    const std::string frame = R"({"key":""})";
    return call.with(path, R"({"key":")" + std::string(size - frame.size(), 'v') + "\"}");
  };
  passes(name + " of 16384 bytes", bytes(limits::kMetadataBytes));
  fails(name + " of 16385 bytes", bytes(limits::kMetadataBytes + 1));
}

void EdgeMaker::readable(const EdgeCall& call) {
  passes("a JSON object", call);
  fails("a JSON object that does not end", call.sending(R"({"a":)"));
  fails("a JSON list", call.sending("[1]"));
  fails("a JSON text", call.sending("\"a\""));
}

}  // namespace lotusbox::examiner
