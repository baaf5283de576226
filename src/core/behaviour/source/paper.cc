#include "core/behaviour/source/paper.h"

#include <utility>

#include "core/behaviour/formats.h"
#include "core/behaviour/source/machine.h"
#include "core/behaviour/terms.h"

namespace lotusbox {

namespace {

using enum Evidence;
using enum RefusalCode;

struct Parsed {
  const World& world;
  const Source* source = nullptr;
};

Objection source_known(const Parsed& r) { return when(r.source == nullptr, "No such source"); }

Objection is_physical(const Parsed& r) {
  const Variant variant = r.world.terms_of(*r.source).variant;
  if (variant == Variant::physical) return std::nullopt;
  return Finding{.message = "Only a physical source has a paper form",
                 .blocking = "source is " + std::string(to_text(variant))};
}

Objection is_pending(const Parsed& r) {
  const SourceStatus status = r.source->state.status;
  if (status == SourceStatus::pending) return std::nullopt;
  return Finding{.message = "The source must be pending",
                 .blocking = "source is " + std::string(to_text(status))};
}

Objection has_image(const Parsed& r) {
  if (r.source->state.image) return std::nullopt;
  return Finding{.message = "Attach the image of the signed form first",
                 .blocking = "source has no image"};
}

Objection end_ahead(const Parsed& r) {
  return end_passed(r.world, r.world.terms_of(*r.source).final_collection, "date_final_collection");
}

constexpr RuleRow<Parsed> kKnown{
    {"source.unknown", resource_missing, "source", documented, "facts 1.3", "The source exists"},
    source_known};

constexpr RuleRow<Parsed> kProcessRules[] = {
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

constexpr RuleRow<Parsed> kFormRules[] = {
    kKnown,
    {{"form.physical", invalid_source_usage, "", documented, "facts 4.1", "The source is physical"},
     is_physical},
    {{"form.pending", invalid_source_usage, "", documented, "facts 4.1", "The source is pending"},
     is_pending},
};

Parsed read(const World& world, std::optional<SourceId> id) {
  return {world, id ? &world.sources[id->index] : nullptr};
}

struct ParsedImage {
  const World& world;
  const UploadImage& command;
  std::optional<SourceId> source;
};

Objection body_readable(const ParsedImage& r) {
  if (r.command.body_problem.empty()) return std::nullopt;
  return Finding{.message = r.command.body_problem};
}
Objection file_sent(const ParsedImage& r) {
  return when(r.command.bytes == nullptr, "file is required: a part of a multipart body");
}
Objection file_small(const ParsedImage& r) {
  return when(r.command.bytes->size() > limits::kImageBytes, "file must be at most 2 MB");
}
Objection file_is_scan(const ParsedImage& r) {
  return when(scan_type(*r.command.bytes).empty(), "file must be a JPG image or a PDF");
}
Objection reference_sent(const ParsedImage& r) {
  const Field& reference = r.command.reference1;
  if (!reference.given()) return missing_field("reference1 is required: that of the source");
  return when(!reference.is_scalar() || !is_printable(reference.text) ||
                  reference.text.size() > limits::kReferenceLength,
              "A reference holds at most 40 plain characters");
}
Objection source_open(const ParsedImage& r) {
  if (!r.source) return std::nullopt;
  const SourceStatus status = r.world.sources[r.source->index].state.status;
  if (status == SourceStatus::pending) return std::nullopt;
  return Finding{.message = "The source of an image must be pending",
                 .blocking = "source is " + std::string(to_text(status))};
}

constexpr RuleRow<ParsedImage> kImageRules[] = {
    {{"image.body_malformed", parameter_invalid, "", assumed, "R1", "The body can be read"},
     body_readable},
    {{"image.file", parameter_missing, "file", documented, "facts 4.10", "A file is sent"},
     file_sent},
    {{"image.size", parameter_invalid, "file", assumed, "facts 4.10: the limit of the upload page",
      "The file has at most 2 MB"},
     file_small},
    {{"image.jpg", parameter_invalid, "file", assumed, "facts 4.10; B3",
      "The file is a JPG or a PDF"},
     file_is_scan},
    {{"image.reference1", parameter_invalid, "reference1", documented, "facts 4.10",
      "The reference1 of the source is sent"},
     reference_sent},
    {{"image.source_pending", invalid_source_usage, "", assumed, "B3",
      "The source with this reference1, when there is one, is pending"},
     source_open},
};

std::optional<SourceId> paper_named(const World& world, const Field& reference) {
  if (!reference.is_scalar()) return std::nullopt;
  const auto& papers = world.papers.read();
  const auto found = papers.find(std::string_view(reference.text));
  if (found == papers.end()) return std::nullopt;
  // One that was withdrawn is over: the scan is meant for the next.
  const bool over = world.sources[found->second.index].state.status == SourceStatus::withdrawn;
  return over ? std::nullopt : std::optional(found->second);
}

}  // namespace

Decided decide_process(const World& world, const ProcessSource& command) {
  const auto id = find_source(world, command.source);
  const std::span<const RuleRow<Parsed>> rules = kProcessRules;
  if (auto refusal = first_refusal(rules, read(world, id))) return failure(std::move(*refusal));
  return by(moved(world, SourceTrigger::processed, id->index));
}

std::vector<const Rule*> process_rule_list() {
  return rules_of(std::span<const RuleRow<Parsed>>(kProcessRules));
}

Decided decide_image(const World& world, const UploadImage& command) {
  const ParsedImage parsed{world, command, paper_named(world, command.reference1)};
  const std::span<const RuleRow<ParsedImage>> rules = kImageRules;
  if (auto refusal = first_refusal(rules, parsed)) return failure(std::move(*refusal));
  Decision decision;
  decision.draft = ImageDraft{parsed.source, command.reference1.text, command.bytes};
  return decision;
}

std::vector<const Rule*> image_rule_list() {
  return rules_of(std::span<const RuleRow<ParsedImage>>(kImageRules));
}

namespace {

/// Only the newest scan of a source is kept; of the others it stays known that there were any.
void let_go(World& world, ImageId replaced) {
  auto& bytes = world.images.edit(replaced.index).bytes;
  world.scan_bytes -= bytes->size();
  bytes.reset();
}

}  // namespace

void evolve_image(World& world, const ImageDraft& draft) {
  PhysicalImage image;
  image.created = world.now;
  image.reference1 = world.texts.add(draft.reference1);
  image.source = draft.source;
  image.bytes = draft.bytes;
  const ImageId id{static_cast<std::uint32_t>(world.images.add(image))};
  world.scan_bytes += draft.bytes->size();
  if (draft.source) {
    auto& of_source = world.sources.edit(draft.source->index).state.image;
    if (of_source) let_go(world, *of_source);
    of_source = id;
  } else {
    auto [waiting, is_first] = world.waiting_images.edit().emplace(draft.reference1, id);
    if (!is_first) let_go(world, std::exchange(waiting->second, id));
  }
}

std::string_view scan_type(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with("%PDF-")) return "application/pdf";
  return {};
}

std::optional<Refusal> refuse_form(const World& world, std::optional<SourceId> source) {
  return first_refusal(std::span<const RuleRow<Parsed>>(kFormRules), read(world, source));
}

std::vector<const Rule*> form_rule_list() {
  return rules_of(std::span<const RuleRow<Parsed>>(kFormRules));
}

}  // namespace lotusbox
