// A step as the request that a client sends, and as the call that the model knows.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/http_message.h"
#include "core/model/world.h"
#include "simulate/calls.h"
#include "simulate/steps.h"

namespace lotusbox::simulate {

struct Asked {
  Request request;
  Call call = Outside{};
};

/// The request of a step against a world as it is now; none: there is nothing to ask it of.
/// `name_link` gives the text of a link of this world.
std::optional<Asked> asked(const Step& step, const std::string& key, const World& world,
                           const std::function<std::string(std::uint32_t)>& name_link);

}  // namespace lotusbox::simulate
