// One page of a list of the control plane: how many entries it shows, and whether more follow.
#pragma once

#include <optional>

#include "api/call.h"
#include "api/rules/paging.h"

namespace lotusbox::api {

struct ControlPage {
  /// `left`: how many entries there are behind where it begins.
  ControlPage(Call& call, const PageClaim& claim, std::size_t left,
              std::size_t limit_otherwise = limits::kControlPage);

  /// True when the entry that comes belongs to the page; otherwise there is more.
  bool takes_next();

  std::optional<Answer> instead;  ///< it was refused, or is too long to be written here and now
  bool more = false;

 private:
  std::size_t room_ = 0;
};

}  // namespace lotusbox::api
