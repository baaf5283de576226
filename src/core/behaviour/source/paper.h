// Paper mandates: processing a source, attaching the scan of its signed form, and the form itself
// (facts 4.1, 4.10).
#pragma once

#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"

namespace lotusbox {

Decided decide_process(const World& world, const ProcessSource& command);
std::vector<const Rule*> process_rule_list();

Decided decide_image(const World& world, const UploadImage& command);
std::vector<const Rule*> image_rule_list();
/// The content type of a scan, from its first bytes; empty when it is neither JPG nor PDF.
[[nodiscard]] std::string_view scan_type(std::string_view bytes);
void evolve_image(World& world, const ImageDraft& draft);

/// Whether the form of this source can be had.
std::optional<Refusal> refuse_form(const World& world, std::optional<SourceId> source);
std::vector<const Rule*> form_rule_list();

}  // namespace lotusbox
