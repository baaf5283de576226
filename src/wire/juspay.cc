#include "wire/juspay.h"

#include "base/text.h"

namespace lotusbox::wire {

namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kPaisePerRupee = 100;
constexpr int kTokenLength = 22;
constexpr int kOrderLength = 10;

/// `2022-09-26T11:47:01Z`: how the samples show moments that the pages call epoch seconds.
std::string format_utc(Instant at) {
  const std::int64_t seconds = unix_seconds(at);
  const auto in_day = static_cast<std::uint64_t>(seconds % kDay);
  return format_date(CivilDate::from_day_number(static_cast<std::int32_t>(seconds / kDay))) + "T" +
         format_padded(in_day / 3600, 2) + ":" + format_padded(in_day / 60 % 60, 2) + ":" +
         format_padded(in_day % 60, 2) + "Z";
}

std::string epoch_text(Instant at) { return std::to_string(unix_seconds(at)); }

void field_utc(JsonWriter& out, std::string_view name, std::optional<Instant> at) {
  out.field_or_null(name, at ? format_utc(*at) : std::string());
}

/// The page says epoch, the samples have ISO texts; the policy chooses (J8).
void field_pause(JsonWriter& out, const World& world, std::string_view name,
                 std::optional<Instant> at) {
  if (world.policy.switched(Switch::juspay_pause_dates)) return field_utc(out, name, at);
  out.field_or_null(name, at ? epoch_text(*at) : std::string());
}

/// Rupees: `500.50`, and whole ones as `500` where `short_form`.
std::string rupees(Paise amount, bool short_form) {
  const auto paise = static_cast<std::uint64_t>(amount.count() % kPaisePerRupee);
  std::string text = std::to_string(amount.count() / kPaisePerRupee);
  if (paise != 0 || !short_form) text += "." + format_padded(paise, 2);
  return text;
}

/// Numbers and booleans in answers, texts in webhooks, as the samples have them.
void write_limits(JsonWriter& out, const JuspayMandate& mandate, bool as_texts) {
  if (as_texts) {
    out.field("max_amount", rupees(mandate.max_amount, false));
  } else {
    out.key("max_amount").raw(rupees(mandate.max_amount, true));
  }
}
void write_revokable(JsonWriter& out, const JuspayMandate& mandate, bool as_texts) {
  if (as_texts) {
    out.field("revokable_by_customer", mandate.revokable_by_customer ? "true" : "false");
  } else {
    out.field("revokable_by_customer", mandate.revokable_by_customer);
  }
}

std::string mandate_id(const World& world, JuspayMandateId id) {
  return id_text(world, {ObjectKind::juspay_mandate, id.index});
}
std::string mandate_token(const World& world, JuspayMandateId id) {
  return world.ids.secret("juspay.mandate_token", id.index, kTokenLength);
}

/// Cards for MANDATE, UPI for EMANDATE.
void write_payment_info(JsonWriter& out, const JuspayMandate& mandate) {
  const bool card = mandate.type == JuspayMandateType::mandate;
  out.key("payment_info").begin_object();
  out.field("payment_method", card ? "VISA" : "UPI");
  out.field("payment_method_type", card ? "CARD" : "UPI");
  if (!card) {
    out.key("upi").begin_object().field("payer_vpa", "customer@upi").end_object();
  }
  out.end_object();
}

void write_status(JsonWriter& out, const World& world, JuspayMandateId id,
                  const JuspayMandate::State& state, bool as_texts) {
  const JuspayMandate& mandate = world.juspay_mandates[id.index];
  out.begin_object()
      .field("order_id", "ord_" + world.ids.secret("juspay.order", id.index, kOrderLength))
      .field("frequency", to_text(mandate.frequency))
      .field("end_date", epoch_text(mandate.end))
      .field("status", to_text(state.status));
  field_utc(out, "activated_at", state.activated_at);
  field_utc(out, "last_activated_at", state.last_activated_at);
  out.field("amount_rule", to_text(mandate.amount_rule));
  field_utc(out, "last_updated", state.last_updated);
  out.field("start_date", epoch_text(mandate.start))
      .field("mandate_debit_token",
             world.ids.secret("juspay.mandate_debit_token", id.index, kTokenLength))
      .field("customer_id", world.text(mandate.customer))
      .field("mandate_id", mandate_id(world, id))
      .field("block_fund", mandate.block_fund)
      .field("currency", "INR");
  write_limits(out, mandate, as_texts);
  out.field("mandate_token", mandate_token(world, id));
  write_revokable(out, mandate, as_texts);
  write_payment_info(out, mandate);
  out.field("mandate_type", to_text(mandate.type));
  if (!as_texts && state.pause_start) {  // one that runs or is to come; no sample has one
    field_pause(out, world, "pause_start_date", state.pause_start);
    field_pause(out, world, "pause_end_date", state.pause_end);
  }
  out.end_object();
}

/// The object of pause and resume, in the order of the page.
void write_action(JsonWriter& out, const World& world, JuspayMandateId id,
                  std::string_view response_message, bool with_start) {
  const JuspayMandate& mandate = world.juspay_mandates[id.index];
  const JuspayMandate::State& state = mandate.state;
  out.begin_object()
      .field("start_date", epoch_text(mandate.start))
      .field("rule_type", to_text(mandate.rule_type));
  write_revokable(out, mandate, false);
  out.field("response_message", response_message);
  if (with_start) field_pause(out, world, "pause_start_date", state.pause_start);
  field_pause(out, world, "pause_end_date", state.pause_end);
  write_limits(out, mandate, false);
  out.field("mandate_type", to_text(mandate.type))
      .field("mandate_token", mandate_token(world, id))
      .field("mandate_status", to_text(state.status))
      .field("mandate_id", mandate_id(world, id));
  field_utc(out, "last_activated_at", state.last_activated_at);
  out.field("frequency", to_text(mandate.frequency))
      .field("end_date", epoch_text(mandate.end))
      .field("block_fund", mandate.block_fund)
      .field("amount_rule", to_text(mandate.amount_rule))
      .end_object();
}

}  // namespace

JuspayCall read_juspay_call(std::optional<std::string_view> merchant, std::string mandate,
                            const Body& body) {
  JuspayCall call;
  call.mandate = std::move(mandate);
  if (merchant) call.merchant = {Field::Kind::text, std::string(*merchant)};
  call.command = body.field("command");
  call.pause_start_date = body.field("pause_start_date");
  call.pause_end_date = body.field("pause_end_date");
  call.resume_date = body.field("resume_date");
  return call;
}

MakeJuspayMandate read_make_juspay(const Body& body) {
  MakeJuspayMandate command;
  command.body_problem = body.problem();
  command.customer_id = body.field("customer_id");
  command.max_amount = body.field("max_amount");
  command.amount_rule = body.field("amount_rule");
  command.frequency = body.field("frequency");
  command.start_date = body.field("start_date");
  command.end_date = body.field("end_date");
  command.mandate_type = body.field("mandate_type");
  command.mandate_status = body.field("mandate_status");
  command.rule_type = body.field("rule_type");
  command.revokable_by_customer = body.field("revokable_by_customer");
  command.block_fund = body.field("block_fund");
  return command;
}

SettleJuspayMandate read_settle_juspay(std::string mandate, const Body& body) {
  return {body.problem(), std::move(mandate), body.field("outcome")};
}

void write_juspay_status(JsonWriter& out, const World& world, JuspayMandateId id) {
  write_status(out, world, id, world.juspay_mandates[id.index].state, false);
}

void write_juspay_pause(JsonWriter& out, const World& world, JuspayMandateId id) {
  const bool done = world.juspay_mandates[id.index].state.status == JuspayStatus::paused;
  write_action(out, world, id, done ? "Mandate is Paused." : "Pause mandate is scheduled", true);
}

void write_juspay_resume(JsonWriter& out, const World& world, JuspayMandateId id, bool withdrawn) {
  const bool done = world.juspay_mandates[id.index].state.status == JuspayStatus::active;
  // All but the first sentence are ours, after the one of pause.
  write_action(out, world, id,
               withdrawn ? "Pause mandate is withdrawn"
               : done    ? "Mandate is Resumed."
                         : "Resume mandate is scheduled",
               false);
}

void write_juspay_state(JsonWriter& out, const World& world, JuspayMandateId id) {
  const JuspayMandate::State& state = world.juspay_mandates[id.index].state;
  out.begin_object().key("mandate");
  write_juspay_status(out, world, id);
  out.key("pause");
  if (!state.pause_start) {
    out.null().end_object();
    return;
  }
  out.begin_object()
      .field("status", state.status == JuspayStatus::paused ? "running" : "scheduled")
      .field("start", unix_seconds(*state.pause_start))
      .field("start_ist", format_ist(*state.pause_start))
      .field("end", unix_seconds(*state.pause_end))
      .field("end_ist", format_ist(*state.pause_end))
      .field("resume_asked", state.resume_asked)
      .end_object()
      .end_object();
}

void write_juspay_event_data(JsonWriter& out, const World& world, const Event& event) {
  write_status(out, world, JuspayMandateId{event.object.index},
               world.juspay_snapshots[event.snapshot], true);
}

void write_juspay_event(JsonWriter& out, const World& world, EventId id) {
  const Event& event = world.events[id.index];
  out.begin_object()
      .field("id", event_id_text(world, id))
      .field("event_name", to_text(event.type))
      .field("date_created", format_utc(event.created))
      .key("content")
      .begin_object()
      .key("mandate");
  write_juspay_event_data(out, world, event);
  out.end_object().end_object();
}

}  // namespace lotusbox::wire
