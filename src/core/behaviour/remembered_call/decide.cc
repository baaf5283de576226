#include "core/behaviour/remembered_call/decide.h"

namespace lotusbox {

Decided decide_remember(const World&, const RememberCall& command) {
  Decision decision;
  decision.draft = RememberDraft{command.key, command.call};
  return decision;
}

}  // namespace lotusbox
