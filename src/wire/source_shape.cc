#include "wire/schema_list.h"
#include "wire/terms_rows.h"

namespace lotusbox::wire {

namespace {

struct SourceView {
  SourceView(const View& view_, SourceId id_, const Source::State& state_)
      : view(view_),
        world(view_.world),
        id(id_),
        source(world.sources[id_.index]),
        state(state_),
        terms(world.terms_of(source)),
        amount(terms.amount),
        frequency(terms.frequency) {}

  const View& view;
  const World& world;
  SourceId id;
  const Source& source;
  const Source::State& state;
  const Terms& terms;
  Paise amount;
  std::optional<Frequency> frequency;

  [[nodiscard]] std::string id_text() const { return id_of(world, id); }
  [[nodiscard]] bool has_response() const {
    return !state.reason_code.empty() || !state.reason_description.empty();
  }
};

/// What went wrong last: in the words of NPCI in lower camel case (facts 14.6), of the eSign
/// provider (reference data 2.4), or of LotusPay and the sponsor bank (B5).
void write_response(JsonWriter& out, const SourceView& v) {
  const auto write_reason = [&] {
    out.field_or_null("reasonCode", v.world.text(v.state.reason_code))
        .field("reasonDesc", v.world.text(v.state.reason_description))
        .field("rejectBy", v.world.text(v.state.reject_by));
  };
  out.begin_object();
  if (v.has_response()) {
    switch (v.state.response) {
      case ResponseKind::npci:
        out.key("mndtAccptResp").begin_object();
        out.key("undrlygAccptncDtls").begin_object();
        out.key("accptncRslt").begin_object().field("accptd", "false");
        out.key("rjctRsn").begin_object();
        write_reason();
        out.end_object().end_object().end_object().end_object();
        break;
      case ResponseKind::esign:
        out.key("esignResp").begin_object();
        out.field("errCode", v.world.text(v.state.reason_code))
            .field("errMsg", v.world.text(v.state.reason_description))
            .field("status", "0")
            .end_object();
        break;
      case ResponseKind::vendor: write_reason(); break;
    }
  }
  out.end_object();
}

/// Null until the first attempt (facts 14.5).
void write_attempts(JsonWriter& out, const SourceView& v) {
  if (v.state.attempts == 0) {
    out.null();
  } else if (v.world.policy.switched(Switch::auth_attempts)) {
    out.text(std::to_string(v.state.attempts));
  } else {
    out.number(v.state.attempts);
  }
}

/// Until there is a mandate: null, EMPTY or BANK_REPORT (seed 3, B6).
std::optional<std::string> mandate_text(const SourceView& v) {
  if (v.state.mandate || v.state.acknowledgement == Acknowledgement::none) {
    return id_of(v.world, v.state.mandate);
  }
  return v.state.acknowledgement == Acknowledgement::awaited ? "EMPTY" : "BANK_REPORT";
}

std::string link_of(const SourceView& v) {
  return source_link_url(v.view, *v.source.link) + "?client_secret=" + client_secret(v.world, v.id);
}

constexpr auto kNachDebit =
    joined(kAmountRows<SourceView>, kCreditorRows<SourceView>,
           rows<SourceView>({
               {"date_first_collection", [](const auto& v) { return v.terms.first_collection; }},
               {"date_final_collection", [](const auto& v) { return v.terms.final_collection; }},
               {"date_of_mandate", [](const auto& v) { return v.terms.date_of_mandate; }},
           }),
           kDebtorRows<SourceView>, kCollectionRows<SourceView>);
constexpr auto kRedirect = rows<SourceView>({
    {"auth_mode", "'netbanking'|'debitcard'|'aadhaar'|'others'?",
     [](const auto& v) { return v.state.auth_mode; }},
    {"auth_attempts", "@AuthAttempts?",
     [](JsonWriter& out, const auto& v) { write_attempts(out, v); }},
    {"response", "hash", [](JsonWriter& out, const auto& v) { write_response(out, v); }},
    {"return_url", [](const auto& v) { return OrNull{v.world.text(v.source.return_url)}; }},
    {"short_url",
     [](const auto& v) {
       return OrNull{v.terms.mobile.empty() ? std::string()
                                            : short_link_url(v.view, *v.source.link)};
     }},
    {"url", [](const auto& v) { return link_of(v); }},
});
// Paper has no redirect; what is wrong with it stands there all the same (B5).
constexpr auto kPaperRedirect = rows<SourceView>({
    {"response", "hash", [](JsonWriter& out, const auto& v) { write_response(out, v); },
     [](const auto& v) { return v.has_response(); }},
});
constexpr auto kSource = rows<SourceView>({
    {"id", [](const auto& v) { return v.id_text(); }},
    {"object", "'source'"},
    {"created", [](const auto& v) { return v.source.created; }},
    {"livemode", [](const auto&) { return false; }},
    {"metadata", [](const auto& v) { return Hash{v.world.text(v.source.metadata)}; }},
    {"client_secret",
     [](const auto& v) {
       return OrNull{v.source.link ? client_secret(v.world, v.id) : std::string()};
     }},
    {"date_submitted", [](const auto& v) { return v.state.date_submitted; }},
    {"date_withdrawn", [](const auto& v) { return v.state.date_withdrawn; }},
    {"flow", "'redirect'"},
    {"nach_debit", "@NachDebit",
     [](JsonWriter& out, const auto& v) { write_object(out, kNachDebit, v); }},
    {"origin", "'API'"},
    {"redirect", "@SourceRedirect",
     [](JsonWriter& out, const auto& v) {
       if (v.source.link) {
         write_object(out, kRedirect, v);
       } else {
         write_object(out, kPaperRedirect, v);
       }
     }},
    {"type", "'nach_debit'"},
    {"status", "'pending'|'pending_submission'|'submitted'|'withdrawn'",
     [](const auto& v) { return v.state.status; }},
    {"agent", [](const auto& v) { return agent_id(v.world, v.source.agent); }},
    {"bank_account", [](const auto& v) { return id_of(v.world, v.state.bank_account); }},
    {"customer", [](const auto& v) { return id_of(v.world, v.state.customer); }},
    {"mandate", [](const auto& v) { return mandate_text(v); }},
    {"nach_profile", [](const auto& v) { return profile_id(v.world, v.terms.creditor); }},
});
constexpr Member kRedirects[] = {{"link", "@Redirect"}, {"paper", "@PaperRedirect"}};
constexpr Member kReference[] = {{"text", "text"}, {"hash", "hash"}};
constexpr Member kAttempts[] = {{"number", "int"}, {"text", "text"}};
constexpr Schema kSchemas[] = {
    {"Reference", kReference, SchemaKind::choice},
    {"AuthAttempts", kAttempts, SchemaKind::choice},
    {"Source", kMembers<kSource>},
    {"NachDebit", kMembers<kNachDebit>},
    {"Redirect", kMembers<kRedirect>},
    {"PaperRedirect", kMembers<kPaperRedirect>},
    {"SourceRedirect", kRedirects, SchemaKind::choice},
};

}  // namespace

SchemaList source_schemas() { return kSchemas; }

void write_source(JsonWriter& out, const View& view, SourceId id, const Source::State& state) {
  write_object(out, kSource, SourceView(view, id, state));
}

}  // namespace lotusbox::wire
