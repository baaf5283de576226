// The vendor's resources: sources, mandates, events, and the management calls.
#include <array>

#include "api/lotuspay/listing.h"
#include "api/lotuspay/paper.h"
#include "api/routes.h"
#include "api/rules/lookup.h"
#include "core/behaviour/profiles.h"
#include "wire/commands.h"

namespace lotusbox::api {

namespace {

using wire::View;

Answer source_answer(Call& call, SourceId id) {
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_source(out, call.view(base), id, call.world().sources[id.index].state);
  return json_answer(out.take());
}

Answer mandate_answer(Call& call, std::optional<MandateId> id) {
  if (auto none = missing(call, Lookup::mandate, id.has_value())) return std::move(*none);
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_mandate(out, call.view(base), *id, call.world().mandates[id->index].state);
  return json_answer(out.take());
}

Answer create_source(Call& call) {
  StepResult made = call.session->submit(wire::read_create_source(call.body()));
  if (!made) return refused(made.take_error());
  return source_answer(call, SourceId{made->index_of(ObjectKind::source)});
}

Answer get_source(Call& call) {
  const auto id = find_source(call.world(), call.params[0]);
  if (auto none = missing(call, Lookup::source, id.has_value())) return std::move(*none);
  return source_answer(call, *id);
}

Answer withdraw_source(Call& call) {
  StepResult done = call.session->submit(WithdrawSource{call.params[0]});
  if (!done) return refused(done.take_error());
  return source_answer(call, SourceId{done->index_of(ObjectKind::source)});
}

Answer list_sources(Call& call) {
  const auto entry_at = [&](std::uint32_t index) {
    const Source& source = call.world().sources[index];
    const Terms& terms = call.world().terms_of(source);
    const std::string id = id_text(call.world(), {ObjectKind::source, index});
    const std::string_view reference = call.world().text(terms.references[0]);
    ListEntry entry{id, std::string(reference.empty() ? std::string_view(id) : reference)};
    entry.source_status = source.state.status;
    entry.variant = terms.variant;
    return entry;
  };
  return list_answer(call, "/v1/sources", call.world().sources.size(), entry_at, ListKind::sources);
}

Answer get_mandate(Call& call) {
  return mandate_answer(call, find_mandate(call.world(), call.params[0]));
}

Answer get_mandate_by_umrn(Call& call) {
  return mandate_answer(call, find_mandate_by_umrn(call.world(), call.params[0]));
}

Answer list_mandates(Call& call) {
  return list_answer(call, "/v1/mandates", call.world().mandates.size(), [&](std::uint32_t index) {
    const World& world = call.world();
    const Mandate& mandate = world.mandates[index];
    const Terms& terms = world.terms_of(mandate);
    ListEntry entry{id_text(world, {ObjectKind::mandate, index}),
                    std::string(world.text(terms.references[0]))};
    if (entry.reference1.empty()) {
      entry.reference1 =
          mandate.source ? id_text(world, {ObjectKind::source, mandate.source->index}) : entry.id;
    }
    entry.status = mandate.state.status;
    entry.variant = terms.variant;
    return entry;
  });
}

Answer sponsor_cancel(Call& call, SponsorCancel command) {
  StepResult done = call.session->submit(command);
  if (!done) return refused(done.take_error());
  return mandate_answer(call, MandateId{done->index_of(ObjectKind::mandate)});
}

Answer cancel_mandate(Call& call) { return sponsor_cancel(call, {call.params[0], {}}); }
Answer cancel_mandate_by_umrn(Call& call) { return sponsor_cancel(call, {{}, call.params[0]}); }

template <Action kAction>
Answer manage_mandate(Call& call) {
  ManageMandate command = wire::read_manage(kAction, call.query, call.body());
  const bool form_taken = takes(call.world().policy.profile, Slack::management_form);
  if (!form_taken && command.body_problem.empty() && !call.says_json()) {
    command.body_problem = "The body must be JSON, and its Content-Type must say so";
  }
  StepResult done = call.session->submit(command);
  if (!done) return refused(done.take_error());
  const LinkId link{done->index_of(ObjectKind::link)};
  const std::string base = call.base_url();
  JsonWriter out;
  wire::write_managed(out, call.view(base), kAction, link);
  Answer answer = json_answer(out.take());
  answer.link = link;
  return answer;
}

using enum Access;
using enum Pace;
using enum Evidence;
using enum Journaled;

// clang-format off
constexpr Route kRoutes[] = {
    {"POST", "/v1/sources", create_source, key, quick, documented, "Create a source",
     {"create_source", "SourceWanted", "@Source"}},
    {"GET", "/v1/sources", list_sources, key, quick, documented, "List sources, newest first",
     {"list_sources", "", "@ReferenceList", "limit page status variant"}},
    {"GET", "/v1/sources/{id}", get_source, key, quick, documented, "Retrieve a source",
     {"get_source", "", "@Source"}},
    {"POST", "/v1/sources/{id}/withdraw", withdraw_source, key, quick, documented, "Withdraw a pending source",
     {"withdraw_source", "", "@Source"}},
    {"POST", "/v1/sources/{id}/process", process_source, key, quick, documented, "Hand in a physical source with its image",
     {"process_source", "", "@Source"}},
    {"GET", "/v1/sources/{id}/pdf", source_pdf, key, quick, documented, "The form of a physical source as a PDF",
     {"get_source_form"}, "application/pdf"},
    {"POST", "/v1/physical_mandate_images", upload_image, key, quick, documented, "Attach the image of a signed form, JPG of at most 2 MB",
     {"upload_image", "ImageWanted", "@Image"}},
    {"GET", "/v1/physical_mandate_images", list_images, key, quick, documented, "List images, newest first",
     {"list_images", "", "@ImageList", "limit page"}},
    {"GET", "/v1/physical_mandate_images/{id}", get_image, key, quick, documented, "Retrieve an image",
     {"get_image", "", "@Image"}},
    {"GET", "/v1/physical_mandate_images/{id}/file", get_image_file, key, quick, documented, "The scan",
     {"get_image_file"}, "image/jpeg application/pdf"},
    {"POST", "/v1/mandates/{id}/cancel", cancel_mandate, key, quick, documented, "Cancel a mandate through the sponsor bank",
     {"cancel_mandate", "", "@Mandate"}},
    {"POST", "/v1/mandates/umrn/{umrn}/cancel", cancel_mandate_by_umrn, key, quick, documented, "The same by the UMRN",
     {"cancel_mandate_by_umrn", "", "@Mandate"}},
    {"GET", "/v1/mandates", list_mandates, key, quick, documented, "List mandates, newest first; filters status and variant",
     {"list_mandates", "", "@ReferenceList", "limit page status variant"}},
    {"GET", "/v1/mandates/umrn/{umrn}", get_mandate_by_umrn, key, quick, documented, "Retrieve a mandate by its UMRN",
     {"get_mandate_by_umrn", "", "@Mandate"}},
    {"GET", "/v1/mandates/{id}", get_mandate, key, quick, documented, "Retrieve a mandate",
     {"get_mandate", "", "@Mandate"}},
    {"PATCH", "/api/mandates/amend", manage_mandate<Action::amend>, key, quick, documented, "Ask to amend a mandate",
     {"amend_mandate", "Amendment", "@Managed", "umrn mandate_id"}},
    {"PATCH", "/api/mandates/pause", manage_mandate<Action::pause>, key, quick, documented, "Ask to pause a mandate",
     {"pause_mandate", "Management", "@Managed", "umrn mandate_id"}},
    {"PATCH", "/api/mandates/resume", manage_mandate<Action::resume>, key, quick, documented, "Ask to resume a mandate",
     {"resume_mandate", "Management", "@Managed", "umrn mandate_id"}},
    {"PATCH", "/api/mandates/cancel", manage_mandate<Action::cancel>, key, quick, documented, "Ask to cancel a mandate",
     {"ask_to_cancel_mandate", "Management", "@Managed", "umrn mandate_id"}},
    {"GET", "/v1/events", list_events, key, quick, documented, "List events, newest first",
     {"list_events", "", "@EventList", "limit page"}},
    {"GET", "/v1/events/resource", list_events_of_resource, key, quick, documented, "List the events of one object",
     {"list_events_of_resource", "", "@EventList", "source mandate customer ach_debit settlement limit page"}},
    {"GET", "/v1/events/{id}", get_event, key, quick, documented, "Retrieve an event",
     {"get_event", "", "@Event"}},
    {"GET", "/v1/events/{id}/webhook", repost_event, key, quick, documented, "Ask for one more delivery of an event",
     {"resend_event", "", "text"}, {}, always},
    {"POST", "/v1/events/{id}/webhook", repost_event, key, quick, assumed, "The same by POST",
     {"resend_event_by_post", "", "text"}},
};
// clang-format on

}  // namespace

std::span<const Route> vendor_routes() { return kRoutes; }

}  // namespace lotusbox::api
