// The shapes of Juspay's own mandate API, both ways: its form fields, its objects, its webhooks
// and its error bodies. None of them looks like LotusPay's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "core/model/command.h"
#include "core/model/refusal.h"
#include "core/model/world.h"
#include "wire/body.h"

namespace lotusbox::wire {

/// `merchant` is the header x-merchantid, when it was sent.
JuspayCall read_juspay_call(std::optional<std::string_view> merchant, std::string mandate,
                            const Body& body);
MakeJuspayMandate read_make_juspay(const Body& body);
SettleJuspayMandate read_settle_juspay(std::string mandate, const Body& body);

/// What check_status and the list show of a mandate.
void write_juspay_status(JsonWriter& out, const World& world, JuspayMandateId id);
/// What pause and resume answer; the message says what was done.
void write_juspay_pause(JsonWriter& out, const World& world, JuspayMandateId id);
/// `withdrawn`: what was to be resumed had not begun.
void write_juspay_resume(JsonWriter& out, const World& world, JuspayMandateId id, bool withdrawn);
void write_juspay_revoked(JsonWriter& out, const World& world, JuspayMandateId id);
/// For the control plane: the status object, and the pause that runs or is to come.
void write_juspay_state(JsonWriter& out, const World& world, JuspayMandateId id);

/// The mandate of a webhook: the status object as it was then, two of its values as texts.
void write_juspay_event_data(JsonWriter& out, const World& world, const Event& event);
/// `{"id","event_name","date_created","content":{"mandate":{…}}}`
void write_juspay_event(JsonWriter& out, const World& world, EventId id);

[[nodiscard]] int juspay_status_of(RefusalCode code);
/// The vendor's error body of a refusal (facts 10, the table of errors).
[[nodiscard]] std::string juspay_refusal_body(const Refusal& refusal);

}  // namespace lotusbox::wire
