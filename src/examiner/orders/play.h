// Plays one order to one receiver: forgets everything, delivers, and asks for the state. What is
// not answered with 2xx comes again behind the others, as LotusPay would send it.
#pragma once

#include <functional>
#include <string>

#include "examiner/line.h"
#include "examiner/orders/plan.h"
#include "examiner/orders/shrink.h"

namespace lotusbox::examiner {

struct Stage {
  const Story* story = nullptr;
  std::string key;      ///< of webhooks
  std::string pointer;  ///< into the state
  /// Brings the world that this receiver asks to where it was after a block of the story; empty: it
  /// asks none.
  std::function<void(std::size_t moment)> world_to = {};
};

class Player {
 public:
  Player(Line& line, Stage stage) : line_(line), stage_(std::move(stage)) {}

  /// The state after an order; where `expected` is given, and the state is another, it is asked for
  /// once more until it is that one or has had its time: work may go on after an answer. Says what
  /// went wrong.
  Result<std::string, std::string> play(const Order& order, const std::string* expected = nullptr);
  /// The state of an application that was told nothing.
  Result<std::string, std::string> empty_state();

  [[nodiscard]] Line& line() { return line_; }
  [[nodiscard]] const Stage& stage() const { return stage_; }

 private:
  Result<std::string, std::string> state(const std::string* expected);
  bool deliver(std::uint16_t event, std::uint64_t attempt);

  Line& line_;
  const Stage stage_;
};

}  // namespace lotusbox::examiner
