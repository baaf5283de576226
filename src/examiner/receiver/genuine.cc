// Whether a receiver takes what LotusPay really sends.
#include <algorithm>
#include <array>

#include "base/check.h"
#include "core/model/words.h"
#include "examiner/receiver/catalogue.h"
#include "examiner/receiver/life.h"
#include "scenario/json_value.h"

namespace lotusbox::examiner {

namespace {

using scenario::JsonValue;

constexpr std::size_t kBlock = 16;
constexpr std::size_t kPlainMax = 3000;  // long ones are examined elsewhere
constexpr std::size_t kLarge = 256 * 1024;

/// The types that go to LotusPay's webhook; those of Juspay come behind them.
std::vector<std::string_view> types_of_catalogue() {
  std::vector<std::string_view> types;
  for (int i = 0; i <= static_cast<int>(EventType::settlement_settled); ++i) {
    types.push_back(to_text(static_cast<EventType>(i)));
  }
  return types;
}

/// Delivers each and tells which were not taken, by the words that each stands for.
Finding deliver_all(Bench& bench,
                    const std::vector<std::pair<std::string, const StoryEvent*>>& events) {
  std::string wrong;
  for (const auto& [words, event] : events) {
    const Came came = bench.deliver(*event);
    if (!came.good()) wrong += words + ": " + told(came) + "\n";
    if (bench.line().stopped()) break;
  }
  return wrong.empty() ? Finding::good() : Finding::bad(wrong);
}

Finding types(Bench& bench) {
  std::vector<std::pair<std::string, const StoryEvent*>> events;
  for (const std::string_view type : types_of_catalogue()) {
    events.emplace_back(type, &bench.first(type));
  }
  std::sort(events.begin(), events.end(), [](const auto& left, const auto& right) {
    return left.second->number < right.second->number;
  });
  return deliver_all(bench, events);
}

Finding resources(Bench& bench) {
  std::vector<std::pair<std::string, const StoryEvent*>> events;
  for (const StoryEvent& event : bench.story().events) {
    const std::string kind = JsonValue::parse(event.json).at("data.object").text();
    const bool known = std::any_of(events.begin(), events.end(),
                                   [&](const auto& one) { return one.first == kind; });
    if (!known) events.emplace_back(kind, &event);
  }
  return deliver_all(bench, events);
}

Finding paddings(Bench& bench) {
  std::array<const StoryEvent*, kBlock> of_padding{};
  for (const StoryEvent& event : bench.story().events) {
    const bool plain = event.json.size() < kPlainMax &&
                       std::all_of(event.json.begin(), event.json.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 128; });
    const StoryEvent*& place = of_padding[kBlock - 1 - event.json.size() % kBlock];
    if (place == nullptr && plain) place = &event;
  }
  std::vector<std::pair<std::string, const StoryEvent*>> events;
  for (std::size_t i = 0; i < kBlock; ++i) {
    LOTUSBOX_CHECK(of_padding[i] != nullptr, "the story has events of all lengths");
    events.emplace_back(std::to_string(i + 1) + " bytes of padding", of_padding[i]);
  }
  return deliver_all(bench, events);
}

Finding deliver_marked(Bench& bench, std::string_view mark) {
  for (const StoryEvent& event : bench.story().events) {
    if (event.json.find(mark) != std::string::npos) {
      return deliver_all(bench, {{std::to_string(event.json.size()) + " bytes", &event}});
    }
  }
  LOTUSBOX_UNREACHABLE("the story has marked events");
}

Finding devanagari(Bench& bench) { return deliver_marked(bench, kDevanagari); }
Finding emoji(Bench& bench) { return deliver_marked(bench, kEmoji); }
Finding four_kilobytes(Bench& bench) { return deliver_marked(bench, kFourKilobytes); }

/// A genuine event whose data holds a long text more: the product itself makes none so long.
Finding large(Bench& bench) {
  StoryEvent event = bench.first("mandate.active");
  const std::string_view before = R"("data":{)";
  const auto at = event.json.find(before);
  LOTUSBOX_CHECK(at != std::string::npos, "an event has data");
  event.json.insert(at + before.size(),
                    R"("description":")" + std::string(kLarge - event.json.size(), 'x') + "\",");
  return deliver_all(bench, {{"256 KB", &event}});
}

constexpr Examination kExaminations[] = {
    {.id = "genuine.types",
     .title = "accepts every type of event",
     .why = "LotusPay sends events of all types to one URL; what is not answered with 2xx comes "
            "again seven times",
     .examine = types},
    {.id = "genuine.resources",
     .title = "accepts events about every kind of object",
     .why = "a source, a mandate, a customer, a debit and a settlement differ in their fields",
     .examine = resources},
    {.id = "genuine.padding",
     .title = "accepts all sixteen lengths of padding",
     .why =
         "a text of whole blocks is padded by a block more; code that cuts wrongly fails once in "
         "sixteen events",
     .examine = paddings},
    {.id = "genuine.devanagari",
     .title = "accepts Devanagari",
     .why = "names and metadata are UTF-8; a reader of ASCII or Latin-1 breaks on the first",
     .examine = devanagari},
    {.id = "genuine.emoji",
     .title = "accepts emoji",
     .why = "characters of four bytes break columns that hold three",
     .examine = emoji},
    {.id = "genuine.4kb",
     .title = "accepts an event of 4 KB",
     .why = "the metadata of an object may be 16 KB long",
     .examine = four_kilobytes},
    {.id = "genuine.256kb",
     .title = "accepts an event of 256 KB",
     .why = "nothing bounds the length of an event; usual limits of bodies are a megabyte and more",
     .examine = large},
};

}  // namespace

std::span<const Examination> genuine_examinations() { return kExaminations; }

}  // namespace lotusbox::examiner
