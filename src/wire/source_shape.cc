#include "wire/fields.h"
#include "wire/json_shapes.h"

namespace lotusbox::wire {

namespace {

void write_nach_debit(JsonWriter& out, const World& world, const Terms& terms,
                      std::string_view source_id) {
  out.begin_object();
  write_amounts(out, terms.amount_kind, terms.amount);
  write_creditor(out, world, terms);
  field_date(out, "date_first_collection", terms.first_collection);
  field_date(out, "date_final_collection", terms.final_collection);
  field_date(out, "date_of_mandate", terms.date_of_mandate);
  write_debtor(out, world, terms);
  field_word(out, "frequency", terms.frequency);
  out.field("instrument", "DEBIT").field("occurrence_sequence_type", to_text(terms.sequence));
  write_references(out, world, terms, source_id);
  out.field("variant", to_text(terms.variant)).end_object();
}

void write_reason(JsonWriter& out, const World& world, const Source::State& state) {
  out.field_or_null("reasonCode", world.text(state.reason_code))
      .field("reasonDesc", world.text(state.reason_description))
      .field("rejectBy", world.text(state.reject_by));
}

bool has_response(const Source::State& state) {
  return !state.reason_code.empty() || !state.reason_description.empty();
}

/// What went wrong last: in the words of NPCI in lower camel case (facts 14.6), of the eSign
/// provider (reference data 2.4), or of LotusPay and the sponsor bank (B5).
void write_response(JsonWriter& out, const World& world, const Source::State& state) {
  out.key("response").begin_object();
  if (has_response(state)) {
    switch (state.response) {
      case ResponseKind::npci:
        out.key("mndtAccptResp").begin_object();
        out.key("undrlygAccptncDtls").begin_object();
        out.key("accptncRslt").begin_object().field("accptd", "false");
        out.key("rjctRsn").begin_object();
        write_reason(out, world, state);
        out.end_object().end_object().end_object().end_object();
        break;
      case ResponseKind::esign:
        out.key("esignResp").begin_object();
        out.field("errCode", world.text(state.reason_code))
            .field("errMsg", world.text(state.reason_description))
            .field("status", "0")
            .end_object();
        break;
      case ResponseKind::vendor: write_reason(out, world, state); break;
    }
  }
  out.end_object();
}

void write_redirect(JsonWriter& out, const View& view, SourceId id, const Source::State& state) {
  const World& world = view.world;
  const Source& source = world.sources[id.index];
  out.key("redirect").begin_object();
  if (!source.link) {
    // Paper has no redirect; but what is wrong with it has to stand somewhere (B5).
    if (has_response(state)) write_response(out, world, state);
    out.end_object();
    return;
  }
  field_word(out, "auth_mode", state.auth_mode);
  // Null until the first attempt (facts 14.5).
  if (state.attempts != 0 && world.policy.switched(Switch::auth_attempts)) {
    out.field("auth_attempts", std::to_string(state.attempts));
  } else {
    out.field_or_null("auth_attempts", state.attempts == 0
                                           ? std::nullopt
                                           : std::optional<std::int64_t>(state.attempts));
  }
  write_response(out, world, state);
  out.field_or_null("return_url", world.text(source.return_url));
  const bool has_mobile = !world.terms_of(source).mobile.empty();
  if (has_mobile) {
    out.field("short_url", short_link_url(view, *source.link));
  } else {
    out.field_null("short_url");
  }
  out.field("url",
            source_link_url(view, *source.link) + "?client_secret=" + client_secret(world, id));
  out.end_object();
}

/// Until there is a mandate: null, EMPTY or BANK_REPORT (seed 3, B6).
void write_mandate_id(JsonWriter& out, const World& world, const Source::State& state) {
  if (state.mandate || state.acknowledgement == Acknowledgement::none) {
    return field_id(out, world, "mandate", ObjectKind::mandate, index_of(state.mandate));
  }
  const bool awaited = state.acknowledgement == Acknowledgement::awaited;
  out.field("mandate", awaited ? "EMPTY" : "BANK_REPORT");
}

}  // namespace

void write_source(JsonWriter& out, const View& view, SourceId id, const Source::State& state) {
  const World& world = view.world;
  const Source& source = world.sources[id.index];
  const std::string id_here = id_text(world, {ObjectKind::source, id.index});
  out.begin_object()
      .field("id", id_here)
      .field("object", "source")
      .field("created", unix_seconds(source.created))
      .field("livemode", false);
  field_metadata(out, world.text(source.metadata));
  out.field_or_null("client_secret", source.link ? client_secret(world, id) : std::string());
  field_date(out, "date_submitted", state.date_submitted);
  field_date(out, "date_withdrawn", state.date_withdrawn);
  out.field("flow", "redirect").key("nach_debit");
  write_nach_debit(out, world, world.terms_of(source), id_here);
  out.field("origin", "API");
  write_redirect(out, view, id, state);
  out.field("type", "nach_debit").field("status", to_text(state.status));
  write_agent_id(out, world, source.agent);
  field_id(out, world, "bank_account", ObjectKind::bank_account, index_of(state.bank_account));
  field_id(out, world, "customer", ObjectKind::customer, index_of(state.customer));
  write_mandate_id(out, world, state);
  out.field("nach_profile", profile_id(world, world.terms_of(source).creditor)).end_object();
}

}  // namespace lotusbox::wire
