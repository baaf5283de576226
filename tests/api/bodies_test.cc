// Values of every wrong kind in every field of every call: refused by the rule that is about the
// field and with nothing changed, or taken where this table says that they are.
#include <doctest/doctest.h>

#include "api/api_support.h"
#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

struct Wrong {
  std::string_view kind;
  std::string json;
  bool malformed = false;  ///< the whole body cannot be read
  bool absent = false;     ///< the same as not sent: rows call all of these `absent`
};

const std::vector<Wrong>& wrongs() {
  static const std::vector<Wrong> kWrongs = {
      {"integer", "12345"},
      {"negative", "-1"},
      {"fraction", "1.5"},
      {"overflow", "1e400", true},
      {"true", "true"},
      {"null", "null", false, true},
      {"no_list", "[]", false, true},
      {"list", R"(["x"])"},
      {"no_hash", "{}"},
      {"hash", R"({"a":1})"},
      {"empty", R"("")", false, true},
      {"huge", "\"" + std::string(200000, 'x') + "\""},
      {"nul", R"("a\u0000b")"},
      {"apostrophe", R"("it's")"},
      {"non_utf8", "\"a\xff\"", true},
      {"unquoted", "x", true},
  };
  return kWrongs;
}

/// One field of one call; the body holds a `$` where the value stands.
struct FieldRow {
  std::string_view call, body;
  std::string_view rules;  ///< one of them refuses
  std::string_view taken;  ///< kinds that are accepted
};

constexpr std::string_view kNested = "no_list list no_hash hash";

bool names(std::string_view list, std::string_view word) {
  for (const std::string_view one : split(list, ' ')) {
    if (one == word) return true;
  }
  return false;
}

std::string replaced(std::string_view text, std::string_view mark, std::string_view by) {
  std::string out(text);
  const auto at = out.find(mark);
  if (at != std::string::npos) out.replace(at, mark.size(), by);
  return out;
}

/// What the calls are about, made anew for every value.
struct Bench {
  explicit Bench(TestApi& api_, std::string_view call) : api(api_) {
    static int number = 0;
    api.key = "sk_test_bench" + std::to_string(++number);
    const auto space = call.find(' ');
    method = call.substr(0, space);
    target = call.substr(space + 1);
    const std::string mandate = api.mandate();
    target = replaced(target, "{m}", mandate);
    if (target.find("{link}") != std::string::npos) {
      target = replaced(target, "{link}", api.link("pause", mandate));
    }
    link = target;
    if (method == "POST" && target == "/_mock/authorise") link = api.link("pause", mandate);
  }

  TestApi& api;
  std::string method, target, link;
};

void check_row(TestApi& api, const FieldRow& row) {
  for (const Wrong& wrong : wrongs()) {
    CAPTURE(row.call);
    CAPTURE(row.body);
    CAPTURE(wrong.kind);
    Bench bench(api, row.call);
    const std::string before = api.whole_world();
    const std::string body = replaced(replaced(row.body, "{link}", bench.link), "$", wrong.json);
    const Reply reply = api.call(bench.method, bench.target, body);
    const bool taken = names(row.taken, wrong.kind) || (wrong.absent && names(row.taken, "absent"));
    if (taken && !wrong.malformed) {
      CHECK(reply.status() < 400);
      continue;
    }
    CHECK(reply.status() >= 400);
    CHECK(reply.status() < 500);
    CHECK(api.whole_world() == before);
    const std::string rule = reply.rule();
    if (!wrong.malformed) {
      CHECK(names(row.rules, rule));
    } else {
      CHECK(rule.ends_with(".body_malformed"));
      CHECK((reply.response.content_type != kJson || reply.holds("JSON")));
    }
  }
}

void check_rows(const std::vector<FieldRow>& rows) {
  TestApi api;
  for (const FieldRow& row : rows) check_row(api, row);
}

std::string source_row(std::string_view field) {
  std::string body = source_body();
  const std::string mark = "\"" + std::string(field) + "\":";
  const auto at = body.find(mark);
  if (at == std::string::npos) return source_body(mark + "$");
  const auto end = body.find_first_of(",}", at);
  return body.replace(at + mark.size(), end - at - mark.size(), "$");
}

}  // namespace

TEST_CASE("wrong values in management calls") {
  constexpr std::string_view kAmend = "PATCH /api/mandates/amend?mandate_id={m}";
  constexpr std::string_view kPause = "PATCH /api/mandates/pause?mandate_id={m}";
  const std::string nothing_to_it =
      "integer negative fraction true absent huge nul apostrophe " + std::string(kNested);
  check_rows({
      {kAmend, R"({"maximum_amount":"5.00","frequency":$})", "amend.frequency_code", "absent"},
      {kAmend, R"({"frequency":"YEAR","maximum_amount":$})", "amend.amount_format", "absent"},
      {kAmend, R"({"frequency":"YEAR","collection_amount":$})", "amend.amount_kind_locked",
       "absent"},
      {kAmend, R"({"frequency":"YEAR","final_collection_date":$})", "amend.final_date_format",
       "absent"},
      {kAmend, R"({"frequency":"YEAR","return_url":$})", "request.return_url", "absent"},
      {kAmend, R"({"frequency":"YEAR","auth_mode":$})", "request.auth_mode", "absent"},
      {kAmend, R"({"frequency":"YEAR","redirect":$})", "request.redirect", "absent no_hash hash"},
      {kAmend, R"({"frequency":"YEAR","unheard_of":$})", "", nothing_to_it},
      {kAmend, R"({"frequency":$})", "amend.frequency_code amend.at_least_one_key", ""},
      {kPause, R"({"redirect":{"return_url":$}})", "request.return_url", "absent"},
      {kPause, R"({"redirect":{"auth_mode":$}})", "request.auth_mode", "absent"},
      {kPause, R"({"frequency":$})", "", nothing_to_it},
  });
}

TEST_CASE("wrong values in the frame of a source") {
  constexpr std::string_view kSource = "POST /v1/sources";
  constexpr std::string_view kDropped = "absent";  // as if it were not there
  const auto with = [](std::string_view member) {
    return source_body().insert(1, std::string(member) + ",");
  };
  const std::string customer = with(R"("customer":$)");
  const std::string metadata = with(R"("metadata":$)");
  const std::string stray = with(R"("reference1":$)");
  const std::string url = source_body("", R"({"return_url":$})");
  const std::string mode = source_body("", R"({"auth_mode":$})");
  const std::string redirect = source_body("", "$");
  const std::string anything =
      "integer negative fraction true huge nul apostrophe absent " + std::string(kNested);
  check_rows({
      {kSource, R"({"type":$,"nach_debit":{"amount_maximum":1}})", "source.type", ""},
      {kSource, R"({"type":"nach_debit","nach_debit":$})", "source.nach_debit source.one_amount",
       ""},
      {kSource, customer, "source.customer", kDropped},
      {kSource, metadata, "source.metadata", "absent no_hash hash"},
      {kSource, url, "source.return_url", kDropped},
      {kSource, mode, "source.auth_mode", kDropped},
      {kSource, redirect, "source.redirect", "absent no_hash hash"},
      {kSource, stray, "", anything},
  });
}

TEST_CASE("wrong values in the debit of a source") {
  struct DebitField {
    std::string_view name, rules, taken;
  };
  constexpr std::string_view kOptional = "absent";
  constexpr std::string_view kReference = "integer negative fraction apostrophe absent";
  constexpr std::string_view kReferenceOrHash =
      "integer negative fraction apostrophe absent hash no_hash";
  const std::vector<DebitField> fields = {
      {"variant", "source.variant", kOptional},
      {"amount_maximum", "source.amount_whole source.one_amount", "integer"},
      {"category_code", "source.category_code", kOptional},
      {"date_first_collection", "source.date_first_collection", kOptional},
      {"date_final_collection", "source.date_final_collection", kOptional},
      {"date_of_mandate", "source.date_of_mandate", kOptional},
      {"debtor_account_name", "source.debtor_account_name", ""},
      {"debtor_account_number", "source.debtor_account_number", "integer"},
      {"debtor_account_type", "source.debtor_account_type", kOptional},
      {"debtor_agent_code", "source.debtor_agent_code", ""},
      {"debtor_agent_mmbid", "source.debtor_agent_mmbid", kOptional},
      {"debtor_email", "source.debtor_email", kOptional},
      {"debtor_mobile", "source.debtor_mobile", kOptional},
      {"debtor_pan", "source.debtor_pan", kOptional},
      {"debtor_phone", "source.debtor_phone", "integer negative absent"},
      {"frequency", "source.frequency", kOptional},
      {"occurrence_sequence_type", "source.occurrence_sequence_type", kOptional},
      {"reference1", "source.references", kReference},
      {"reference2", "source.references", kReference},
      {"reference3", "source.references", kReference},
      {"reference4", "source.references", kReferenceOrHash},
      {"reference5", "source.references", kReferenceOrHash},
  };
  TestApi api;
  for (const DebitField& field : fields) {
    const std::string body = source_row(field.name);
    check_row(api, {"POST /v1/sources", body, field.rules, field.taken});
  }
  // Beside an amount of the other kind every value is one too many, but for none.
  const std::string both = source_row("amount_collection");
  check_row(api, {"POST /v1/sources", both, "source.one_amount", kOptional});
}

TEST_CASE("wrong values in the answer of a customer") {
  constexpr std::string_view kPage = "POST {link}";
  constexpr std::string_view kHeadless = "POST /_mock/authorise";
  constexpr std::string_view kPlain = "integer negative fraction apostrophe absent";
  const std::string described =
      R"({"outcome":"rejected","reason_description":"x","reason_code":$})";
  check_rows({
      {kPage, R"({"outcome":$})", "outcome.known", ""},
      {kPage, R"({"outcome":"accepted","auth_mode":$})", "outcome.auth_mode", "absent"},
      {kPage, described, "outcome.reason", kPlain},
      {kPage, R"({"outcome":"rejected","reason_code":$})", "outcome.reason", "absent"},
      {kPage, R"({"outcome":"rejected","reason_description":$})", "outcome.reason", kPlain},
      {kPage, R"({"outcome":"rejected","reject_by":$})", "outcome.reason", kPlain},
      {kHeadless, R"({"link":"{link}","outcome":$})", "outcome.known", "absent"},
      {kHeadless, R"({"link":"{link}","auth_mode":$})", "outcome.auth_mode", "absent"},
      {kHeadless, R"({"link":$})", "authorise.target link.unknown", ""},
      {kHeadless, R"({"source":$})", "authorise.target source.unknown", ""},
      {kHeadless, R"({"mandate":$})", "authorise.target mandate.unknown", ""},
  });
}

TEST_CASE("wrong values in a mandate made directly") {
  constexpr std::string_view kMake = "POST /_mock/mandates";
  check_rows({
      {kMake, R"({"status":$})", "make.status", "absent"},
      {kMake, R"({"status_cancel":$})", "make.status_cancel", "absent"},
      {kMake, R"({"customer":$})", "make.customer", "absent"},
      {kMake, R"({"umrn":$})", "make.umrn", "absent integer true"},
      {kMake, R"({"date_responded":$})", "make.date_responded", "absent"},
      {kMake, R"({"amount_maximum":$})", "source.amount_whole", "integer absent"},
      {kMake, R"({"frequency":$})", "source.frequency", "absent"},
      {kMake, R"({"debtor_account_name":$})", "source.debtor_account_name", "absent"},
      {kMake, R"({"debtor_agent_code":$})", "source.debtor_agent_code", "absent"},
      {kMake, R"({"reference3":$})", "source.references",
       "integer negative fraction apostrophe absent"},
      {kMake, R"({"date_first_collection":$})", "source.date_first_collection", "absent"},
      {kMake, R"({"date_final_collection":$})", "source.date_final_collection", "absent"},
  });
}

TEST_CASE("wrong values in the settings of a world") {
  constexpr std::string_view kPolicy = "PUT /_mock/policy";
  constexpr std::string_view kWebhook = "PUT /_mock/webhook";
  constexpr std::string_view kClock = "PUT /_mock/clock";
  constexpr std::string_view kAdvance = "POST /_mock/clock/advance";
  constexpr std::string_view kReset = "POST /_mock/reset";
  check_rows({
      {kPolicy, R"({"cancel_enabled":$})", "policy.cancel_enabled", "true absent"},
      {kPolicy, R"({"cancel_link_minutes":$})", "policy.cancel_link_minutes", "absent"},
      {kPolicy, R"({"profile":$})", "policy.profile", "absent"},
      {kPolicy, R"({"unheard_of":$})", "control.key", ""},
      {kWebhook, R"({"url":$})", "webhook.url webhook.target_allowed", ""},
      {kWebhook, R"({"url":"http://127.0.0.1/","key":$})", "webhook.key", "absent"},
      {kWebhook, R"({"url":"http://127.0.0.1/","format":$})", "webhook.format", "absent"},
      {kClock, R"({"mode":$})", "clock.mode", "absent"},
      {kClock, R"({"at":$})", "clock.at", "absent"},
      {kAdvance, R"({"by":$})", "advance.named_once advance.readable", ""},
      {kAdvance, R"({"to":$})", "advance.named_once advance.readable", ""},
      {kAdvance, R"({"seconds":$})", "advance.named_once advance.readable", "integer"},
      {kAdvance, R"({"seconds":1,"settle_ms":$})", "advance.settle_ms", "integer absent"},
      {kReset, R"({"at":$})", "reset.at", "absent"},
      {kReset, R"({"seed":$})", "reset.seed", "integer absent"},
      {kReset, R"({"profile":$})", "reset.profile", "absent"},
  });
}

TEST_CASE("wrong values in faults and chaos") {
  constexpr std::string_view kFaults = "PUT /_mock/faults";
  constexpr std::string_view kChaos = "PUT /_mock/chaos";
  check_rows({
      {kFaults, R"({"match":{"path":"/v1/sources"},"status":503,"name":$})", "fault.name",
       "integer negative fraction absent"},
      {kFaults, R"({"match":{"path":"/v1/sources"},"status":503,"times":$})", "fault.times",
       "integer absent"},
      {kFaults, R"({"match":{"path":"/v1/sources"},"status":503,"rate":$})", "fault.rate",
       "absent"},
      {kFaults, R"({"match":{"path":"/v1/sources"},"status":503,"code":$})", "fault.code",
       "integer absent"},
      {kFaults, R"({"match":{"path":"/v1/sources"},"status":503,"message":$})", "fault.text",
       "absent nul apostrophe"},
      {kFaults, R"({"latency_ms":1,"status":$})", "fault.status", "absent"},
      {kFaults, R"({"latency_ms":1,"drop":$})", "fault.drop", "true absent"},
      {kFaults, R"({"latency_ms":1,"truncate":$})", "fault.truncate", "integer absent"},
      {kFaults, R"({"truncate":9,"latency_ms":$})", "fault.latency_ms", "integer absent"},
      {kFaults, R"({"latency_ms":1,"match":$})", "fault.body_malformed control.key",
       "absent no_hash"},
      {kFaults, R"({"latency_ms":1,"match":{"method":$}})", "fault.method", "absent"},
      {kFaults, R"({"latency_ms":1,"match":{"path":$}})", "fault.path", "absent"},
      {kFaults, R"({"latency_ms":1,"unheard_of":$})", "control.key", ""},
      {kChaos, R"({"seed":$})", "chaos.seed", "integer absent"},
      {kChaos, R"({"drop":$})", "chaos.rate", "absent"},
      {kChaos, R"({"delay_up_to":$})", "chaos.span", "absent"},
      {kChaos, R"({"unheard_of":$})", "control.key", ""},
  });
}

TEST_CASE("bodies that are no body are refused everywhere and change nothing") {
  const std::string deep = std::string(17, '[') + std::string(17, ']');
  std::string many = R"({"a0":0)";
  for (int i = 1; i <= 1001; ++i) many += ",\"a" + std::to_string(i) + "\":0";
  const std::vector<std::string> bodies = {"{",
                                           "{]",
                                           R"({"a":1}x)",
                                           R"({"a":1,})",
                                           "{'a':1}",
                                           R"({"a":})",
                                           "[1]",
                                           "nonsense",
                                           "5",
                                           "\"x\"",
                                           "\xff",
                                           "{\"a\":\"\xed\xa0\x80\"}",
                                           R"({"a":"\ud800"})",
                                           R"({"a":)" + deep + "}",
                                           many + "}",
                                           std::string(300000, '['),
                                           std::string("\0", 1),
                                           R"({"a":1}{"a":2})"};
  const std::vector<std::string_view> calls = {"PATCH /api/mandates/amend?mandate_id={m}",
                                               "PATCH /api/mandates/pause?mandate_id={m}",
                                               "POST /v1/sources",
                                               "POST {link}",
                                               "POST /_mock/authorise",
                                               "POST /_mock/mandates",
                                               "PUT /_mock/policy",
                                               "PUT /_mock/webhook",
                                               "PUT /_mock/clock",
                                               "POST /_mock/clock/advance",
                                               "POST /_mock/reset"};
  TestApi api;
  for (const std::string_view call : calls) {
    for (const std::string& body : bodies) {
      CAPTURE(call);
      CAPTURE(body.substr(0, 80));
      Bench bench(api, call);
      const std::string before = api.whole_world();
      const Reply reply =
          api.call(bench.method, bench.target, body, {{"Content-Type", std::string(kJson)}});
      CHECK(reply.status() == 400);
      CHECK(api.whole_world() == before);
    }
  }
}

TEST_CASE("forms that are no form are refused and change nothing") {
  const std::vector<std::string> forms = {"outcome=%", "outcome=%f",  "a=%zz", "a=%ff",
                                          "%ff=a",     "a[=1",        "[a]=1", "=1",
                                          "a[b]c=1",   "outcome=\xff"};
  TestApi api;
  for (const std::string_view call : {"POST {link}", "POST /v1/sources", "PUT /_mock/policy",
                                      "PATCH /api/mandates/pause?mandate_id={m}"}) {
    for (const std::string& form : forms) {
      CAPTURE(call);
      CAPTURE(form);
      Bench bench(api, call);
      const std::string before = api.whole_world();
      const Reply reply = api.call(bench.method, bench.target, form);
      CHECK(reply.status() == 400);
      CHECK(api.whole_world() == before);
    }
  }
}
