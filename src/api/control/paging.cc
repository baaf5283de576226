#include "api/control/paging.h"

#include "api/rules/sets.h"

namespace lotusbox::api {

namespace {
/// A list that has more entries is not gone through on the thread that reads all calls.
constexpr std::size_t kLookedAtAtOnce = 500;
}  // namespace

ControlPage::ControlPage(Call& call, const PageClaim& claim, std::size_t left,
                         std::size_t limit_otherwise) {
  if (!call.may_wait && left > kLookedAtAtOnce) {
    instead = Answer{.not_now = true};
  } else if ((instead = asked(call, kPageRules, refuse_page(claim)))) {
    return;
  } else {
    room_ = read_page_limit(claim, limit_otherwise);
  }
}

bool ControlPage::takes_next() {
  more = room_ == 0;
  if (!more) --room_;
  return !more;
}

}  // namespace lotusbox::api
