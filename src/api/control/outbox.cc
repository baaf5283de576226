// What the vendor would have sent to customers and to the operations desk of the merchant.
#include "api/control/outbox.h"

#include <algorithm>

#include "api/control/rows.h"
#include "api/rules/filters.h"
#include "api/rules/paging.h"
#include "api/rules/sets.h"
#include "api/rules/waiting.h"
#include "core/behaviour/mail.h"
#include "wire/mail.h"

namespace lotusbox::api {

namespace {

bool wants(const Field& filter, std::string_view value) {
  return !filter.given() || fits(filter.text, value);
}

bool is_wanted(const World& world, const OutboxClaim& claim, const Mail& mail) {
  return wants(claim.type, to_text(mail.kind)) && wants(claim.channel, to_text(mail.channel)) &&
         wants(claim.resource, id_text(world, mail.about));
}

constexpr wire::Member kOutbox[] = {
    {"data", "[@Mail]"}, {"has_more", "bool"}, {"forgotten", "int"}};
constexpr wire::Schema kSchemas[] = {{"Outbox", kOutbox}};

}  // namespace

wire::SchemaList control_outbox_schemas() { return kSchemas; }

Answer control_outbox(Call& call) {
  const wire::Body& query = call.query;
  const World& world = call.world();
  OutboxClaim claim{query.field("type"), query.field("channel"), query.field("resource"),
                    query.field("limit"), query.field("after")};
  const auto after = find_mail(world, claim.after.text);
  claim.after_known = after.has_value();
  if (auto no = asked(call, kOutboxRules, refuse_outbox(claim))) return std::move(*no);
  const std::size_t limit = read_outbox_limit(claim);
  const std::string base = call.base_url();
  std::size_t shown = 0;
  bool more = false;
  JsonWriter out;
  out.begin_object().key("data").begin_array();
  std::uint32_t number = world.mails.first();
  if (claim.after.given()) number = std::max(number, *after + 1);
  for (; number < world.mails.end(); ++number) {
    if (!is_wanted(world, claim, world.mails.at(number))) continue;
    more = shown == limit;
    if (more) break;
    wire::write_mail(out, call.view(base), number);
    ++shown;
  }
  out.end_array().field("has_more", more).field("forgotten", world.mails.first()).end_object();
  return json_answer(out.take());
}

}  // namespace lotusbox::api
