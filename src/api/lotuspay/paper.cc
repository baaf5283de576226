#include "api/lotuspay/paper.h"

#include "api/lotuspay/listing.h"
#include "core/behaviour/source/paper.h"
#include "wire/bank_commands.h"
#include "wire/paper_form.h"
#include "wire/resources.h"

namespace lotusbox::api {

namespace {

Answer image_answer(Call& call, ImageId id) {
  JsonWriter out;
  wire::write_image(out, call.world(), id);
  return json_answer(out.take());
}

/// Counts what was asked: the rules up to the one that refuses.
std::optional<Answer> refused_form(Call& call, std::optional<SourceId> source) {
  auto refusal = refuse_form(call.world(), source);
  for (const Rule* rule : form_rule_list()) {
    const bool broken = refusal && refusal->rule == rule;
    call.session->slot().coverage.count_rule(*rule, !broken);
    if (broken) return refused(std::move(*refusal));
  }
  return std::nullopt;
}

}  // namespace

Answer process_source(Call& call) {
  StepResult done = call.session->submit(ProcessSource{call.params[0]});
  if (!done) return refused(done.take_error());
  const SourceId id{done->index_of(ObjectKind::source)};
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_source(out, call.view(base), id, call.world().sources[id.index].state);
  return json_answer(out.take());
}

Answer source_pdf(Call& call) {
  const auto id = find_source(call.world(), call.params[0]);
  if (auto no = refused_form(call, id)) return std::move(*no);
  Answer answer;
  answer.body = wire::paper_form(call.world(), *id);
  answer.content_type = "application/pdf";
  return answer;
}

Answer upload_image(Call& call) {
  StepResult done = call.session->submit(wire::read_upload(call.body()));
  if (!done) return refused(done.take_error());
  return image_answer(call, {static_cast<std::uint32_t>(call.world().images.size() - 1)});
}

Answer get_image(Call& call) {
  const auto id = find_image(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::image, id.has_value())) return std::move(*none);
  return image_answer(call, *id);
}

Answer get_image_file(Call& call) {
  const auto id = find_image(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::image, id.has_value())) return std::move(*none);
  const auto& scan = call.world().images[id->index].bytes;
  if (auto none = missing(call, Lookup::image_file, scan != nullptr)) return std::move(*none);
  Answer answer;
  answer.body = *scan;
  answer.content_type = scan_type(answer.body);
  return answer;
}

Answer list_images(Call& call) {
  const World& world = call.world();
  const std::size_t count = world.images.size();
  const auto write = [&](JsonWriter& out, std::size_t i) {
    wire::write_image_entry(out, world, {static_cast<std::uint32_t>(count - 1 - i)});
  };
  return listing_answer(call, {.url = std::string(kImagesPath), .count = count, .write = write});
}

}  // namespace lotusbox::api
