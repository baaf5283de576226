// Where one receiver is examined: the line to it, the story that it is told, and the world that it
// may ask meanwhile. Keeps what went over the line for the report.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "examiner/line.h"
#include "examiner/story.h"
#include "examiner/verdicts.h"

namespace lotusbox::examiner {

struct Setting {
  std::string key;            ///< of webhooks, 16 bytes
  std::string next_key = {};  ///< one that the receiver takes already; empty: none
  std::string pointer = {};   ///< into the state; empty: all of it
  std::uint64_t seed = 1;
  std::chrono::milliseconds deadline{15000};
  bool knows_world = false;  ///< the receiver was told where the world is
};

/// The world behind the story, as the receiver can ask it.
struct WorldDoor {
  /// How many calls to the vendor's API have come so far; empty: there is no world.
  std::function<std::size_t()> calls;
  /// From now on each answer of the API comes so much later; 0: as usual.
  std::function<void(int latency_ms)> slow_down;
};

/// What an examination finds: nothing wrong, or what. `not_made` says why it could not be made.
struct Finding {
  std::string wrong = {}, not_made = {};
  static Finding good() { return {}; }
  static Finding bad(std::string what) { return {.wrong = std::move(what)}; }
  static Finding skip(std::string why) { return {.not_made = std::move(why)}; }
};

class Bench {
 public:
  Bench(Line& line, const Story& story, const Setting& setting, WorldDoor world)
      : line_(line), story_(story), setting_(setting), world_(std::move(world)) {}

  [[nodiscard]] const Story& story() const { return story_; }
  [[nodiscard]] const Setting& setting() const { return setting_; }
  [[nodiscard]] const WorldDoor& world() const { return world_; }
  [[nodiscard]] Line& line() { return line_; }

  /// One delivery of an event, in an envelope of its own for each attempt.
  Came deliver(const StoryEvent& event, int attempt = 1);
  Came deliver(const StoryEvent& event, int attempt, const std::string& key);
  /// Two or more deliveries of one event at the same moment.
  std::vector<Came> deliver_together(const StoryEvent& event, int copies);
  Came send(const Request& request, const std::string& words);

  [[nodiscard]] bool has_probe() const { return line_.has_probe(); }
  /// The state when it has come to rest; empty when it could not be asked, which is then a problem.
  std::string state();
  /// Forgets everything; where there is no reset, nothing happens.
  void reset();

  /// What went wrong beside the examination: a probe or a reset that fails. Empty: nothing.
  std::string take_problem();
  std::vector<ToldExchange> take_exchanges();

  /// The first event of the type; a bug when there is none.
  [[nodiscard]] const StoryEvent& first(std::string_view type) const;
  /// The events of one object, in order.
  [[nodiscard]] std::vector<const StoryEvent*> of_object(const std::string& object) const;

 private:
  [[nodiscard]] std::uint64_t nonce(const StoryEvent& event, int attempt) const;
  void keep(std::string sent, const Came& came);

  Line& line_;
  const Story& story_;
  const Setting& setting_;
  const WorldDoor world_;
  std::string problem_;
  std::vector<ToldExchange> exchanges_;
};

/// `200 after 3 ms`, or why no answer came.
std::string told(const Came& came);
/// The event with its name and place: `mandate.active EV00…`.
std::string told(const StoryEvent& event);

}  // namespace lotusbox::examiner
