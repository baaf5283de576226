#include "simulate/world_look.h"

#include <algorithm>
#include <tuple>

namespace lotusbox::simulate {

namespace {

std::optional<Day> day(const std::optional<CivilDate>& date) {
  return date ? std::optional<Day>(date->day_number()) : std::nullopt;
}

std::optional<std::int64_t> second(const std::optional<Instant>& at) {
  return at ? std::optional(unix_seconds(*at)) : std::nullopt;
}

template <class Tag>
std::optional<std::uint32_t> index_of(const std::optional<Id<Tag>>& id) {
  return id ? std::optional(id->index) : std::nullopt;
}

char kind_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::source: return 's';
    case ObjectKind::mandate: return 'm';
    case ObjectKind::customer: return 'c';
    case ObjectKind::juspay_mandate: return 'j';
    default: return 'o';
  }
}

bool same(const Field& one, const Field& other) {
  return one.kind == other.kind && one.text == other.text;
}

/// The fields that make a source odd when they differ from a good one.
bool is_plain(const CreateSource& one, const CreateSource& plain) {
  constexpr Field DebitFields::*kFields[] = {&DebitFields::amount_collection,
                                             &DebitFields::amount_maximum,
                                             &DebitFields::category_code,
                                             &DebitFields::date_first_collection,
                                             &DebitFields::date_final_collection,
                                             &DebitFields::date_of_mandate,
                                             &DebitFields::debtor_account_name,
                                             &DebitFields::debtor_account_number,
                                             &DebitFields::debtor_account_type,
                                             &DebitFields::debtor_agent_code,
                                             &DebitFields::debtor_agent_mmbid,
                                             &DebitFields::debtor_mobile,
                                             &DebitFields::frequency,
                                             &DebitFields::occurrence_sequence_type,
                                             &DebitFields::reference1,
                                             &DebitFields::reference2,
                                             &DebitFields::creditor_agent_code,
                                             &DebitFields::creditor_utility_code};
  const auto equal = [&](Field DebitFields::*field) {
    return same(one.debit.*field, plain.debit.*field);
  };
  if (!std::all_of(std::begin(kFields), std::end(kFields), equal)) return false;
  const std::string& variant = one.debit.variant.text;
  if (!one.debit.variant.is_text() ||
      (variant != "emandate_api" && variant != "emandate_esign" && variant != "physical")) {
    return false;
  }
  constexpr Field CreateSource::*kOthers[] = {
      &CreateSource::type,      &CreateSource::nach_debit,   &CreateSource::redirect,
      &CreateSource::customer,  &CreateSource::metadata,     &CreateSource::return_url,
      &CreateSource::auth_mode, &CreateSource::bank_account, &CreateSource::agent};
  return one.body_problem.empty() &&
         std::all_of(std::begin(kOthers), std::end(kOthers),
                     [&](Field CreateSource::*field) { return same(one.*field, plain.*field); });
}

Manage manage(const ManageMandate& command) {
  return {.action = std::string(to_text(command.action)),
          .umrn = given(command.umrn),
          .mandate_id = given(command.mandate_id),
          .unreadable = !command.body_problem.empty(),
          .unknown_keys = !command.unknown_keys.empty(),
          .frequency = given(command.frequency),
          .collection_amount = given(command.collection_amount),
          .maximum_amount = given(command.maximum_amount),
          .final_collection_date = given(command.final_collection_date),
          .redirect = given(command.redirect),
          .return_url = given(command.return_url),
          .auth_mode = given(command.auth_mode)};
}

}  // namespace

Given given(const Field& field) {
  switch (field.kind) {
    case Field::Kind::absent: return {};
    case Field::Kind::null: return {Given::As::null, {}};
    case Field::Kind::text: return {Given::As::text, field.text};
    case Field::Kind::number: return {Given::As::number, field.text};
    default: return {Given::As::other, field.text};
  }
}

Call call_of(const Command& command, const CreateSource& plain) {
  if (const auto* one = std::get_if<ManageMandate>(&command)) return manage(*one);
  if (const auto* one = std::get_if<SubmitOutcome>(&command)) {
    const bool odd = !one->body_problem.empty() || one->reason_code.given() ||
                     one->reason_description.given() || one->reject_by.given() ||
                     one->auth_mode.given();
    return CustomerDoes{index_of(one->link), given(one->outcome), odd};
  }
  if (const auto* one = std::get_if<CreateSource>(&command)) {
    return NewSource{given(one->type), given(one->debit.amount_collection),
                     given(one->debit.amount_maximum), !is_plain(*one, plain)};
  }
  if (const auto* one = std::get_if<WithdrawSource>(&command)) return Withdraw{one->source};
  if (const auto* one = std::get_if<ProcessSource>(&command)) return Process{one->source};
  if (const auto* one = std::get_if<SponsorCancel>(&command)) {
    return SponsorCancels{one->mandate, one->umrn};
  }
  if (const auto* one = std::get_if<JuspayCall>(&command)) {
    const bool dates =
        one->pause_start_date.given() || one->pause_end_date.given() || one->resume_date.given();
    return Juspay{one->mandate,
                  one->command.text,
                  one->pause_start_date.text,
                  one->pause_end_date.text,
                  one->resume_date.text,
                  dates || !one->merchant.given() || one->merchant.text.empty()};
  }
  return Outside{std::holds_alternative<AskBank>(command)};
}

SourceSeen WorldLook::source(std::uint32_t index) const {
  const Source& source = world_.sources[index];
  const Terms& terms = world_.terms_of(source);
  return {.status = to_text(source.state.status),
          .variant = to_text(terms.variant),
          .created = unix_seconds(source.created),
          .attempts = source.state.attempts,
          .link = index_of(source.link),
          .mandate = index_of(source.state.mandate),
          .has_scan = source.state.image.has_value(),
          .amount = terms.amount.count(),
          .is_collection = terms.amount_kind == AmountKind::collection};
}

MandateSeen WorldLook::mandate(std::uint32_t index) const {
  const Mandate& mandate = world_.mandates[index];
  const Terms& terms = world_.terms_of(mandate);
  const Reference& known = *world_.reference;
  return {.status = to_text(mandate.state.status),
          .cancel = to_text(mandate.state.cancel),
          .variant = to_text(terms.variant),
          .category = known.categories[terms.category].code,
          .frequency = mandate.state.frequency ? to_text(*mandate.state.frequency) : "",
          .bank = known.banks[terms.bank].code,
          .created = unix_seconds(mandate.created),
          .amount = mandate.state.amount.count(),
          .is_collection = terms.amount_kind == AmountKind::collection,
          .one_off = terms.sequence == SequenceType::ooff,
          .final_date = day(mandate.state.final_collection),
          .date_of_mandate = day(terms.date_of_mandate),
          .responded = day(mandate.state.date_responded),
          .first_date = terms.first_collection.day_number(),
          .source = index_of(mandate.source),
          .customer = mandate.customer.index};
}

LinkSeen WorldLook::link(std::uint32_t index) const {
  const Link& link = world_.links[index];
  return {to_text(link.status), link.kind == LinkKind::request, second(link.expires_at)};
}

JuspaySeen WorldLook::juspay(std::uint32_t index) const {
  const JuspayMandate& mandate = world_.juspay_mandates[index];
  return {to_text(mandate.state.status), unix_seconds(mandate.start), unix_seconds(mandate.end),
          second(mandate.state.pause_start), second(mandate.state.pause_end)};
}

EventSeen WorldLook::event(std::size_t index) const {
  const Event& event = world_.events[index];
  return {unix_seconds(event.created), to_text(event.type), kind_of(event.object.kind),
          event.object.index};
}

SettingsSeen WorldLook::settings() const {
  const Policy& policy = world_.policy;
  const bool usual = std::all_of(policy.bank.begin(), policy.bank.end(), [](const StepPolicy& one) {
    return !one.manual && !one.after && !one.outcome;
  });
  return {to_text(policy.profile), policy.cancel_enabled, policy.cancel_link_life.count(), usual,
          policy.cut_off_hour == 15 || policy.cut_off_hour == 16};
}

std::string WorldLook::source_id(std::uint32_t index) const {
  return id_text(world_, {ObjectKind::source, index});
}
std::string WorldLook::mandate_id(std::uint32_t index) const {
  return id_text(world_, {ObjectKind::mandate, index});
}
std::string WorldLook::juspay_id(std::uint32_t index) const {
  return id_text(world_, {ObjectKind::juspay_mandate, index});
}
std::string WorldLook::umrn(std::uint32_t index) const { return umrn_of(world_, MandateId{index}); }

}  // namespace lotusbox::simulate
