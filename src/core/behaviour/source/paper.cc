#include "core/behaviour/source/paper.h"

#include "core/behaviour/shapes.h"
#include "core/behaviour/source/machine.h"
#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

struct Reading {
  const World& world;
  const Source* source = nullptr;
};

Found source_known(const Reading& r) { return when(r.source == nullptr, "No such source"); }

Found is_physical(const Reading& r) {
  const Variant variant = r.world.terms_of(*r.source).variant;
  if (variant == Variant::physical) return std::nullopt;
  return Finding{.message = "Only a physical source has a paper form",
                 .blocking = "source is " + std::string(to_text(variant))};
}

Found is_pending(const Reading& r) {
  const SourceStatus status = r.source->state.status;
  if (status == SourceStatus::pending) return std::nullopt;
  return Finding{.message = "The source must be pending",
                 .blocking = "source is " + std::string(to_text(status))};
}

Found has_image(const Reading& r) {
  if (r.source->state.image) return std::nullopt;
  return Finding{.message = "Attach the image of the signed form first",
                 .blocking = "source has no image"};
}

Found end_ahead(const Reading& r) {
  return end_passed(r.world, r.world.terms_of(*r.source).final_collection, "date_final_collection");
}

constexpr RuleRow<Reading> kKnown{
    {"source.unknown", resource_missing, "source", documented, "facts 1.3", "The source exists"},
    source_known};

constexpr RuleRow<Reading> kProcessRules[] = {
    kKnown,
    {{"process.physical", invalid_source_usage, "", documented, "facts 4.1",
      "The source is physical"},
     is_physical},
    {{"process.pending", invalid_source_usage, "", documented, "facts 4.1; seed 3",
      "The source is pending"},
     is_pending},
    {{"process.image", invalid_source_usage, "", documented, "facts 4.1",
      "The image is attached already"},
     has_image},
    {{"process.final_date_not_past", invalid_source_usage, "", assumed, "R26",
      "The final collection is today (IST) or later"},
     end_ahead},
};

constexpr RuleRow<Reading> kFormRules[] = {
    kKnown,
    {{"form.physical", invalid_source_usage, "", documented, "facts 4.1", "The source is physical"},
     is_physical},
    {{"form.pending", invalid_source_usage, "", documented, "facts 4.1", "The source is pending"},
     is_pending},
};

Reading read(const World& world, std::optional<SourceId> id) {
  return {world, id ? &world.sources[id->place] : nullptr};
}

struct ImageReading {
  const World& world;
  const UploadImage& command;
  std::optional<SourceId> source;
};

Found body_readable(const ImageReading& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}
Found file_sent(const ImageReading& r) {
  return when(r.command.bytes == nullptr, "file is required: a part of a multipart body");
}
Found file_small(const ImageReading& r) {
  return when(r.command.bytes->size() > limits::kImageBytes, "file must be at most 2 MB");
}
Found file_is_jpeg(const ImageReading& r) {
  constexpr std::string_view kMagic = "\xFF\xD8\xFF";
  return when(!std::string_view(*r.command.bytes).starts_with(kMagic), "file must be a JPG image");
}
Found reference_sent(const ImageReading& r) {
  return when(!r.command.reference1.given() || r.command.reference1.text.empty(),
              "reference1 is required: that of the source");
}
Found source_found(const ImageReading& r) {
  return when(!r.source, "No physical source has this reference1");
}
Found source_open(const ImageReading& r) {
  const SourceStatus status = r.world.sources[r.source->place].state.status;
  if (status == SourceStatus::pending) return std::nullopt;
  return Finding{.message = "The source of an image must be pending",
                 .blocking = "source is " + std::string(to_text(status))};
}

constexpr RuleRow<ImageReading> kImageRules[] = {
    {{"image.body_malformed", parameter_invalid, "", assumed, "R1", "The body can be read"},
     body_readable},
    {{"image.file", parameter_missing, "file", documented, "facts 4.10", "A file is sent"},
     file_sent},
    {{"image.size", parameter_invalid, "file", assumed, "facts 4.10: the limit of the upload page",
      "The file has at most 2 MB"},
     file_small},
    {{"image.jpg", parameter_invalid, "file", documented, "facts 4.10", "The file is a JPG"},
     file_is_jpeg},
    {{"image.reference1", parameter_missing, "reference1", documented, "facts 4.10",
      "The reference1 of the source is sent"},
     reference_sent},
    {{"image.source", resource_missing, "reference1", assumed, "B3",
      "A physical source has this reference1, the newest counts"},
     source_found},
    {{"image.source_pending", invalid_source_usage, "", assumed, "B3", "That source is pending"},
     source_open},
};

std::optional<SourceId> paper_named(const World& world, const Field& reference) {
  if (!reference.is_scalar()) return std::nullopt;
  const auto& papers = world.papers.read();
  const auto found = papers.find(std::string_view(reference.text));
  return found == papers.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

Decided decide_process(const World& world, const ProcessSource& command) {
  const auto id = find_source(world, command.source);
  const std::span<const RuleRow<Reading>> rules = kProcessRules;
  if (auto refusal = first_refusal(rules, read(world, id))) return failure(std::move(*refusal));
  const auto processed = std::uint8_t(SourceTrigger::processed);
  Decision decision;
  decision.changes.push({Machine::source,
                         find_row(world, Machine::source, id->place, processed),
                         id->place,
                         {ObjectKind::source, id->place}});
  return decision;
}

std::vector<const Rule*> process_rule_list() {
  return rules_of(std::span<const RuleRow<Reading>>(kProcessRules));
}

Decided decide_image(const World& world, const UploadImage& command) {
  const ImageReading reading{world, command, paper_named(world, command.reference1)};
  const std::span<const RuleRow<ImageReading>> rules = kImageRules;
  if (auto refusal = first_refusal(rules, reading)) return failure(std::move(*refusal));
  Decision decision;
  decision.draft = ImageDraft{*reading.source, command.reference1.text, command.bytes};
  return decision;
}

std::vector<const Rule*> image_rule_list() {
  return rules_of(std::span<const RuleRow<ImageReading>>(kImageRules));
}

void evolve_image(World& world, const ImageDraft& draft) {
  PhysicalImage image;
  image.created = world.now;
  image.reference1 = world.texts.add(draft.reference1);
  image.source = draft.source;
  image.bytes = draft.bytes;
  const ImageId id{static_cast<std::uint32_t>(world.images.add(image))};
  world.sources.edit(draft.source.place).state.image = id;
}

std::optional<Refusal> refuse_form(const World& world, std::optional<SourceId> source) {
  return first_refusal(std::span<const RuleRow<Reading>>(kFormRules), read(world, source));
}

std::vector<const Rule*> form_rule_list() {
  return rules_of(std::span<const RuleRow<Reading>>(kFormRules));
}

}  // namespace lotusbox
