#include "engine/once_answers.h"

#include <algorithm>

namespace lotusbox {

const OnceAnswers::Kept* OnceAnswers::find(std::string_view id) const {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) { return one.id == id; });
  return found == kept_.end() ? nullptr : &*found;
}

void OnceAnswers::begin(std::string_view id) {
  if (kept_.size() >= kKept) kept_.pop_front();
  kept_.push_back({std::string(id), std::nullopt});
}

void OnceAnswers::finish(std::string_view id, const Response& answer) {
  for (Kept& one : kept_) {
    if (one.id == id) one.answer = answer;
  }
}

void OnceAnswers::forget(std::string_view id) {
  std::erase_if(kept_, [&](const Kept& one) { return one.id == id; });
}

}  // namespace lotusbox
