// Answers to the last calls that whoever passes calls on may send again (header Lotusbox-Once):
// the same call, sent again after a connection broke, happens once and has one answer.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "base/http_message.h"

namespace lotusbox {

class OnceAnswers {
 public:
  static constexpr std::size_t kKept = 64;

  struct Kept {
    std::string id;
    std::optional<Response> answer;  ///< none: the call is at work
  };

  [[nodiscard]] const Kept* find(std::string_view id) const;
  /// A call with this id is at work; the oldest goes when there are too many.
  void begin(std::string_view id);
  void finish(std::string_view id, const Response& answer);
  /// It is not at work after all: nothing was done.
  void forget(std::string_view id);

 private:
  std::deque<Kept> kept_;  ///< oldest first
};

}  // namespace lotusbox
