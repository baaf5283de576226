// Rules about whether a call leads anywhere, can be read, and who may make it: asked before there
// is a world, because the key names it. Those of web.h come before them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/behaviour/rule.h"

namespace lotusbox::api {

struct AccessClaim {
  std::string_view key;  ///< as sent; empty: none was
  bool list_closed;      ///< only keys named at start are good
  bool on_list;
  std::optional<std::string_view> stray_path = {};    ///< nothing answers at it
  std::optional<std::string_view> stray_method = {};  ///< the path does not know it
  std::optional<std::string_view> encoding = {};      ///< of the body, when it is not known here
  bool damaged = false;                               ///< the body is not what its encoding says
  bool too_large = false;                             ///< its body, once it is plain
};

std::optional<Refusal> refuse_access(const AccessClaim& claim);
std::vector<const Rule*> access_rule_list();  ///< with those of web.h

}  // namespace lotusbox::api
