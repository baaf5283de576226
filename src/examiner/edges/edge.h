// A boundary test as a value: a world to build, one call at the edge of one rule, and the verdict
// that the statement of the rule asks for. It knows neither how it is run nor how it is printed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/http_message.h"
#include "core/model/refusal.h"

namespace lotusbox::examiner {

enum class Encoding : unsigned char { json, form, multipart };

/// One call. Texts in braces stand for what earlier calls answered: `{m1}` for the id of what the
/// call with `as` m1 made, `{m1.umrn}` for its UMRN, `{l1}` for the link that was answered.
struct EdgeCall {
  std::string method;
  std::string path;  ///< with its query
  std::string body;  ///< as it is sent; a multipart one as lines `name=value`, `name@file=value`
  Encoding encoding = Encoding::json;
  Headers headers;       ///< besides the key and Content-Type
  std::string accept;    ///< application/json when it is empty
  std::string key;       ///< another key than the one of the world
  bool keyless = false;  ///< without any key
  std::string as, link;  ///< names for what is answered

  /// The same call with one value of its JSON body set, added or left out: `nach_debit.frequency`.
  [[nodiscard]] EdgeCall with(std::string_view dotted, std::string_view json) const;
  [[nodiscard]] EdgeCall text(std::string_view dotted, std::string_view value) const;
  [[nodiscard]] EdgeCall without(std::string_view dotted) const;
  /// With these bytes as its body.
  [[nodiscard]] EdgeCall sending(std::string bytes) const;
  [[nodiscard]] EdgeCall header(std::string name, std::string value) const;
  /// With one more parameter in its query, escaped.
  [[nodiscard]] EdgeCall query(std::string_view name, std::string_view value) const;
  [[nodiscard]] EdgeCall named(std::string alias, std::string link_alias = {}) const;
};

struct Edge {
  std::string id;  ///< `EDGE-AMEND-FREQUENCY-CODE-3`
  const Rule* rule = nullptr;
  bool passes = false;  ///< the rule lets the call through
  std::string what;     ///< the value at the boundary, in a few words
  std::string at, profile;
  std::vector<EdgeCall> given;
  EdgeCall call;
  int status = 200;
  std::string code;  ///< of the vendor, when refused; empty where its answers have none
};

/// A rule that has no cases of its own, and why.
struct NoEdge {
  std::string_view rule;
  std::string_view why;
};

}  // namespace lotusbox::examiner
