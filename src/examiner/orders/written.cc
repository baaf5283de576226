#include "examiner/orders/written.h"

#include <algorithm>

namespace lotusbox::examiner {

namespace {

using scenario::Block;

Block block(std::string verb, std::vector<scenario::Argument> arguments,
            std::vector<std::string> comments = {}) {
  Block made;
  made.verb = std::move(verb);
  made.arguments = std::move(arguments);
  made.comments = std::move(comments);
  return made;
}

scenario::Argument word(std::string value) { return {"", std::move(value), false}; }

/// Deliveries that belong to one moment of the world, one after another.
class Writer {
 public:
  Writer(const Story& story, const Places& places) : story_(story), places_(places) {}

  void open(scenario::Script& script) {
    std::vector<std::string> comments;
    if (!begun_) comments = {"# From here on the receiver is told."};
    if (!begun_ && !places_.reset.empty()) {
      script.blocks.push_back(
          block("ask", {word("POST"), word(places_.reset), word("quiet")}, std::move(comments)));
      comments.clear();
    }
    script.blocks.push_back(block(
        "webhook",
        {{"url", places_.url, false}, {"key", places_.key, false}, {"format", "encrypted", false}},
        std::move(comments)));
    begun_ = true;
  }
  void deliver(scenario::Script& script, const Step& step) const {
    const StoryEvent& event = story_.events[step.event];
    script.blocks.push_back(block("resend", {word(std::to_string(event.number))},
                                  {"# " + event.type + (step.late ? ", late" : "")}));
    script.blocks.push_back(block("until-quiet", {}));
  }
  static void close(scenario::Script& script) {
    script.blocks.push_back(block("webhook", {word("off")}));
  }

 private:
  const Story& story_;
  const Places& places_;
  bool begun_ = false;
};

}  // namespace

std::string order_of(const Case& one) { return format_order(one.order); }

std::string events_of(const Case& one) {
  std::string text;
  for (const std::uint16_t event : one.kept) {
    text += (text.empty() ? "" : ",") + std::to_string(event + 1);
  }
  return text;
}

std::string tell_case(const Story& story, const Case& one) {
  std::string text;
  std::size_t place = 0;
  const auto tell = [&](std::uint16_t event) {
    const StoryEvent& told = story.events[event];
    return told.type + " " + told.object + " (event " + std::to_string(event + 1) + ")";
  };
  for (const Step& step : one.order) {
    text += std::to_string(++place) + ". " + tell(step.event);
    const auto before =
        std::count_if(one.order.begin(), one.order.begin() + static_cast<std::ptrdiff_t>(place - 1),
                      [&](Step other) { return other.event == step.event; });
    text += before > 0 ? ", again" : "";
    text += step.late ? ", when the world has gone on\n" : "\n";
  }
  for (const std::uint16_t event : one.kept) {
    const bool comes = std::any_of(one.order.begin(), one.order.end(),
                                   [&](Step step) { return step.event == event; });
    if (!comes) text += "lost: " + tell(event) + "\n";
  }
  return text;
}

scenario::Script write_case(const scenario::Script& lived, const Story& story, const Case& one,
                            const Places& places, const std::string& expected) {
  scenario::Script script;
  script.file = lived.file;
  script.id = "EXPLORE-001";
  script.title = "In this order the receiver ends otherwise than in the order of the events.";
  Writer writer(story, places);
  std::size_t next = 0;
  std::size_t moment = 0;
  for (std::size_t i = 0; i < lived.blocks.size(); ++i) {
    script.blocks.push_back(lived.blocks[i]);
    const bool last = i + 1 == lived.blocks.size();
    bool open = false;
    for (; next < one.order.size(); ++next) {
      const Step& step = one.order[next];
      moment =
          std::max(moment, step.late ? lived.blocks.size() - 1 : story.events[step.event].moment);
      if (moment > i && !last) break;
      if (!open) writer.open(script);
      open = true;
      writer.deliver(script, step);
    }
    if (open) Writer::close(script);
  }
  std::vector<scenario::Argument> arguments = {word("GET"), word(places.probe)};
  if (!places.pointer.empty()) arguments.push_back({"pointer", places.pointer, false});
  script.blocks.push_back(block("ask", std::move(arguments), {"# What it holds in order."}));
  script.blocks.back().expected = {expected};
  script.blocks.front().comments = {"# " + script.id + "  " + script.title};
  return script;
}

}  // namespace lotusbox::examiner
