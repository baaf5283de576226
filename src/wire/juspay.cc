#include "wire/juspay.h"

#include "base/text.h"
#include "wire/describe.h"
#include "wire/schema_list.h"

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

std::string utc_or_nothing(std::optional<Instant> at) {
  return at ? format_utc(*at) : std::string();
}

/// The page says epoch, the samples have ISO texts; the policy chooses (J8).
std::string pause_text(const World& world, std::optional<Instant> at) {
  if (world.policy.switched(Switch::juspay_pause_dates)) return utc_or_nothing(at);
  return at ? epoch_text(*at) : std::string();
}

/// Rupees: `500.50`, and whole ones as `500` where `short_form`.
std::string rupees(Paise amount, bool short_form) {
  const auto paise = static_cast<std::uint64_t>(amount.count() % kPaisePerRupee);
  std::string text = std::to_string(amount.count() / kPaisePerRupee);
  if (paise != 0 || !short_form) text += "." + format_padded(paise, 2);
  return text;
}

struct MandateView {
  const World& world;
  JuspayMandateId id;
  const JuspayMandate& mandate;
  const JuspayMandate::State& state;
  bool in_webhook = false;  ///< numbers and booleans are texts there, as the samples have them
  bool of_pause = false;    ///< the answer of pause, not of resume
  std::string_view response_message = {};

  [[nodiscard]] bool is_card() const { return mandate.type == JuspayMandateType::mandate; }
  [[nodiscard]] std::string secret(std::string_view purpose, int length) const {
    return world.ids.secret(purpose, id.index, length);
  }
};

MandateView view_of(const World& world, JuspayMandateId id) {
  const JuspayMandate& mandate = world.juspay_mandates[id.index];
  return {world, id, mandate, mandate.state};
}

constexpr std::string_view kStatuses = "'CREATED'|'ACTIVE'|'PAUSED'|'FAILURE'|'REVOKED'|'EXPIRED'";
constexpr std::string_view kTypes = "'MANDATE'|'EMANDATE'";
constexpr std::string_view kAmountRules = "'VARIABLE'|'FIXED'";

constexpr auto kMaxAmount = [](JsonWriter& out, const MandateView& v) {
  if (v.in_webhook) {
    out.text(rupees(v.mandate.max_amount, false));
  } else {
    out.raw(rupees(v.mandate.max_amount, true));
  }
};
constexpr auto kRevokable = [](JsonWriter& out, const MandateView& v) {
  if (v.in_webhook) {
    out.text(v.mandate.revokable_by_customer ? "true" : "false");
  } else {
    out.boolean(v.mandate.revokable_by_customer);
  }
};
constexpr auto kId = [](const MandateView& v) {
  return id_text(v.world, {ObjectKind::juspay_mandate, v.id.index});
};
constexpr auto kToken = [](const MandateView& v) {
  return v.secret("juspay.mandate_token", kTokenLength);
};
constexpr auto kStart = [](const MandateView& v) { return epoch_text(v.mandate.start); };
constexpr auto kEnd = [](const MandateView& v) { return epoch_text(v.mandate.end); };
constexpr auto kPauseStart = [](const MandateView& v) {
  return OrNull{pause_text(v.world, v.state.pause_start)};
};
constexpr auto kPauseEnd = [](const MandateView& v) {
  return OrNull{pause_text(v.world, v.state.pause_end)};
};
constexpr auto kLastActivated = [](const MandateView& v) {
  return OrNull{utc_or_nothing(v.state.last_activated_at)};
};
constexpr auto kFrequency = [](const MandateView& v) { return to_text(v.mandate.frequency); };
constexpr auto kBlockFund = [](const MandateView& v) { return v.mandate.block_fund; };
constexpr auto kAmountRule = [](const MandateView& v) { return v.mandate.amount_rule; };
constexpr auto kType = [](const MandateView& v) { return v.mandate.type; };
constexpr auto kStatusWord = [](const MandateView& v) { return v.state.status; };
// A pause that runs or is to come; no sample has one.
constexpr auto kPauses = [](const MandateView& v) {
  return !v.in_webhook && v.state.pause_start.has_value();
};

constexpr auto kUpi = rows<MandateView>(
    {{"payer_vpa", [](const auto&) { return std::string_view("customer@upi"); }}});
// Cards for MANDATE, UPI for EMANDATE.
constexpr auto kPaymentInfo = rows<MandateView>({
    {"payment_method",
     [](const auto& v) { return std::string_view(v.is_card() ? "VISA" : "UPI"); }},
    {"payment_method_type",
     [](const auto& v) { return std::string_view(v.is_card() ? "CARD" : "UPI"); }},
    {"upi", "@JuspayUpi", [](JsonWriter& out, const auto& v) { write_object(out, kUpi, v); },
     [](const auto& v) { return !v.is_card(); }},
});
constexpr auto kMandate = rows<MandateView>({
    {"order_id", [](const auto& v) { return "ord_" + v.secret("juspay.order", kOrderLength); }},
    {"frequency", kFrequency},
    {"end_date", kEnd},
    {"status", kStatuses, kStatusWord},
    {"activated_at", [](const auto& v) { return OrNull{utc_or_nothing(v.state.activated_at)}; }},
    {"last_activated_at", kLastActivated},
    {"amount_rule", kAmountRules, kAmountRule},
    {"last_updated", [](const auto& v) { return OrNull{utc_or_nothing(v.state.last_updated)}; }},
    {"start_date", kStart},
    {"mandate_debit_token",
     [](const auto& v) { return v.secret("juspay.mandate_debit_token", kTokenLength); }},
    {"customer_id", [](const auto& v) { return v.world.text(v.mandate.customer); }},
    {"mandate_id", kId},
    {"block_fund", kBlockFund},
    {"currency", "'INR'"},
    {"max_amount", "number", kMaxAmount},
    {"mandate_token", kToken},
    {"revokable_by_customer", "bool", kRevokable},
    {"payment_info", "@JuspayPaymentInfo",
     [](JsonWriter& out, const auto& v) { write_object(out, kPaymentInfo, v); }},
    {"mandate_type", kTypes, kType},
    {"pause_start_date", "text", kPauseStart, kPauses},
    {"pause_end_date", "text", kPauseEnd, kPauses},
});
// The object of pause and resume, in the order of the page.
constexpr auto kAction = rows<MandateView>({
    {"start_date", kStart},
    {"rule_type", "'ON'|'BEFORE'|'AFTER'", [](const auto& v) { return v.mandate.rule_type; }},
    {"revokable_by_customer", "bool", kRevokable},
    {"response_message", [](const auto& v) { return v.response_message; }},
    {"pause_start_date", "text?", kPauseStart, [](const auto& v) { return v.of_pause; }},
    {"pause_end_date", kPauseEnd},
    {"max_amount", "number", kMaxAmount},
    {"mandate_type", kTypes, kType},
    {"mandate_token", kToken},
    {"mandate_status", kStatuses, kStatusWord},
    {"mandate_id", kId},
    {"last_activated_at", kLastActivated},
    {"frequency", kFrequency},
    {"end_date", kEnd},
    {"block_fund", kBlockFund},
    {"amount_rule", kAmountRules, kAmountRule},
});
constexpr auto kPause = rows<MandateView>({
    {"status", "'scheduled'|'running'",
     [](const auto& v) {
       return std::string_view(v.state.status == JuspayStatus::paused ? "running" : "scheduled");
     }},
    {"start", [](const auto& v) { return *v.state.pause_start; }},
    {"start_ist", [](const auto& v) { return format_ist(*v.state.pause_start); }},
    {"end", [](const auto& v) { return *v.state.pause_end; }},
    {"end_ist", [](const auto& v) { return format_ist(*v.state.pause_end); }},
    {"resume_asked", [](const auto& v) { return v.state.resume_asked; }},
});
constexpr auto kState = rows<MandateView>({
    {"mandate", "@JuspayMandate",
     [](JsonWriter& out, const auto& v) { write_object(out, kMandate, v); }},
    {"pause", "@JuspayPause?",
     [](JsonWriter& out, const auto& v) {
       if (v.state.pause_start) {
         write_object(out, kPause, v);
       } else {
         out.null();
       }
     }},
});
constexpr auto kRevoked =
    rows<MandateView>({{"mandate_status", kStatuses, kStatusWord}, {"mandate_id", kId}});

constexpr auto kCall = takes<JuspayCall>({
    {"command", "text", &JuspayCall::command},
    {"pause_start_date", "scalar", &JuspayCall::pause_start_date},
    {"pause_end_date", "scalar", &JuspayCall::pause_end_date},
    {"resume_date", "scalar", &JuspayCall::resume_date},
});
constexpr auto kMake = takes<MakeJuspayMandate>({
    {"customer_id", "text", &MakeJuspayMandate::customer_id},
    {"max_amount", "scalar", &MakeJuspayMandate::max_amount},
    {"amount_rule", "text", &MakeJuspayMandate::amount_rule},
    {"frequency", "text", &MakeJuspayMandate::frequency},
    {"start_date", "scalar", &MakeJuspayMandate::start_date},
    {"end_date", "scalar", &MakeJuspayMandate::end_date},
    {"mandate_type", "text", &MakeJuspayMandate::mandate_type},
    {"mandate_status", "text", &MakeJuspayMandate::mandate_status},
    {"rule_type", "text", &MakeJuspayMandate::rule_type},
    {"revokable_by_customer", "any", &MakeJuspayMandate::revokable_by_customer},
    {"block_fund", "any", &MakeJuspayMandate::block_fund},
});
constexpr auto kSettle =
    takes<SettleJuspayMandate>({{"outcome", "text", &SettleJuspayMandate::outcome}});

// What the api writes by itself.
constexpr Member kList[] = {
    {"total", "int"},
    {"offset", "int"},
    {"object", "'list'"},
    {"count", "int"},
    {"list", "[@JuspayMandate]"},
};
constexpr Member kError[] = {
    {"status", "text", true},       {"error_code", "text", true}, {"error_message", "text", true},
    {"user_message", "text", true}, {"error_info", "hash", true}, {"type", "text", true},
    {"code", "text", true},         {"message", "text", true},
};
constexpr Member kAnswers[] = {
    {"action", "@JuspayAction"}, {"revoked", "@JuspayRevoked"}, {"mandate", "@JuspayMandate"}};

using enum SchemaKind;
constexpr Schema kSchemas[] = {
    {"JuspayMandate", kMembers<kMandate>},
    {"JuspayPaymentInfo", kMembers<kPaymentInfo>},
    {"JuspayUpi", kMembers<kUpi>},
    {"JuspayAction", kMembers<kAction>},
    {"JuspayRevoked", kMembers<kRevoked>},
    {"JuspayMandateList", kList},
    {"JuspayPause", kMembers<kPause>},
    {"JuspayState", kMembers<kState>},
    {"JuspayError", kError},
    {"JuspayAnswer", kAnswers, choice},
    {"JuspayCommand", kMembers<kCall>, request},
    {"JuspayMade", kMembers<kMake>, request},
    {"JuspaySettled", kMembers<kSettle>, request},
};

}  // namespace

JuspayCall read_juspay_call(std::optional<std::string_view> merchant, std::string mandate,
                            const Body& body) {
  JuspayCall call;
  call.mandate = std::move(mandate);
  if (merchant) call.merchant = {Field::Kind::text, std::string(*merchant)};
  read_members(call, kCall, body);
  return call;
}

MakeJuspayMandate read_make_juspay(const Body& body) { return read(kMake, body); }

SettleJuspayMandate read_settle_juspay(std::string mandate, const Body& body) {
  SettleJuspayMandate command = read(kSettle, body);
  command.mandate = std::move(mandate);
  return command;
}

void write_juspay_status(JsonWriter& out, const World& world, JuspayMandateId id) {
  write_object(out, kMandate, view_of(world, id));
}

void write_juspay_pause(JsonWriter& out, const World& world, JuspayMandateId id) {
  MandateView view = view_of(world, id);
  const bool done = view.state.status == JuspayStatus::paused;
  view.of_pause = true;
  view.response_message = done ? "Mandate is Paused." : "Pause mandate is scheduled";
  write_object(out, kAction, view);
}

void write_juspay_resume(JsonWriter& out, const World& world, JuspayMandateId id, bool withdrawn) {
  MandateView view = view_of(world, id);
  const bool done = view.state.status == JuspayStatus::active;
  // All but the first sentence are ours, after the one of pause.
  view.response_message = withdrawn ? "Pause mandate is withdrawn"
                          : done    ? "Mandate is Resumed."
                                    : "Resume mandate is scheduled";
  write_object(out, kAction, view);
}

void write_juspay_revoked(JsonWriter& out, const World& world, JuspayMandateId id) {
  write_object(out, kRevoked, view_of(world, id));
}

void write_juspay_state(JsonWriter& out, const World& world, JuspayMandateId id) {
  write_object(out, kState, view_of(world, id));
}

SchemaList juspay_schemas() { return kSchemas; }

void write_juspay_event_data(JsonWriter& out, const World& world, const Event& event) {
  const JuspayMandateId id{event.object.index};
  write_object(out, kMandate,
               MandateView{world, id, world.juspay_mandates[id.index],
                           world.juspay_snapshots[event.snapshot], true});
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
