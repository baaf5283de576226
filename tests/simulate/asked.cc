#include "simulate/asked.h"

#include <algorithm>
#include <iterator>

#include "sandbox/sandbox.h"

namespace lotusbox::simulate {

namespace {

constexpr std::string_view kAmounts[] = {"1000", "500000",      "100.00",    "2500.5",
                                         "1",    "0",           "100000000", "1.234",
                                         "-4",   "30000000.01", "4500.00"};
constexpr std::string_view kFrequencies[] = {"MNTH", "Adho", "WEEK", "BIMN", "OFTEN"};
constexpr std::string_view kOutcomes[] = {"accepted", "accepted", "accepted", "rejected",
                                          "abandoned"};

template <class T, std::size_t Count>
T pick(const T (&list)[Count], std::uint32_t number) {
  return list[number % Count];
}

std::string member(std::string_view name, std::string_view value) {
  return "\"" + std::string(name) + "\":\"" + std::string(value) + "\"";
}

/// Mostly one of the newest.
std::optional<std::uint32_t> some(std::size_t count, std::uint32_t number) {
  if (count == 0) return std::nullopt;
  const std::size_t range = number % 9 == 0 ? count : std::min<std::size_t>(count, 8);
  return static_cast<std::uint32_t>(count - 1 - (number / 9) % range);
}

Given as_text(std::string_view text) { return {Given::As::text, std::string(text)}; }

struct Asking {
  const Step& step;
  const std::string& key;
  const World& world;

  Asked ask(std::string_view method, std::string_view target, std::string_view body,
            Call call = Outside{}) const {
    return {make_request(method, target, body, key), std::move(call)};
  }
  std::string id(ObjectKind kind, std::uint32_t index) const {
    return id_text(world, {kind, index});
  }
  std::string day(int days) const { return format_date(ist_date(world.now).plus_days(days)); }

  std::optional<Asked> source() const {
    static constexpr std::string_view kVariants[] = {"emandate_api", "emandate_api",
                                                     "emandate_esign", "physical"};
    const std::string reference = step.a % 3 == 0 ? "LOAN" + std::to_string(step.b % 50) : "";
    std::string debit =
        member("variant", pick(kVariants, step.a)) + ",\"amount_maximum\":500000," +
        member("debtor_agent_code", "ICIC") + "," + member("debtor_account_name", "ASHA TESTWALA") +
        "," + member("debtor_account_number", "999900000001") + "," +
        member("debtor_account_type", "savings") + "," + member("frequency", "MNTH");
    if (!reference.empty()) debit += "," + member("reference1", reference);
    return ask(
        "POST", "/v1/sources",
        "{" + member("type", "nach_debit") + ",\"nach_debit\":{" + debit + "}}",
        NewSource{as_text("nach_debit"), {}, {Given::As::number, "500000"}, !reference.empty()});
  }

  std::optional<Asked> of_source(std::string_view what) const {
    const auto index = some(world.sources.size(), step.a);
    const std::string name = index ? id(ObjectKind::source, *index) : "SC0000AAAAAAAA";
    const Call call = what == "process" ? Call(Process{name}) : Call(Withdraw{name});
    return ask("POST", "/v1/sources/" + name + "/" + std::string(what), "", call);
  }

  std::optional<Asked> upload() const {
    const std::string reference = "LOAN" + std::to_string(step.b % 50);
    Asked made = ask("POST", "/v1/physical_mandate_images", "");
    made.request.headers.emplace_back("Content-Type", "multipart/form-data; boundary=edge");
    made.request.body = "--edge\r\nContent-Disposition: form-data; name=\"reference1\"\r\n\r\n" +
                        reference +
                        "\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; "
                        "filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4"
                        "\r\n--edge--\r\n";
    return made;
  }

  std::optional<Asked> authorise(const std::function<std::string(std::uint32_t)>& name_link) const {
    auto index = some(world.links.size(), step.a);
    // Mostly one that still lives.
    for (std::uint32_t i = 0; index && i < 6 && step.b % 8 != 0; ++i) {
      if (world.links[*index].status == LinkStatus::live) break;
      index = some(world.links.size(), step.a + 9 * i);
    }
    const std::string_view outcome = pick(kOutcomes, step.b);
    const std::string link = index ? name_link(*index) : "AL0000AAAAAAAA";
    CustomerDoes call{index, as_text(outcome), false};
    return ask("POST", "/_mock/authorise",
               "{" + member("link", link) + "," + member("outcome", outcome) + "}", call);
  }

  std::optional<Asked> manage(std::string_view action) const {
    Manage call{.action = std::string(action),
                .umrn = {},
                .mandate_id = {},
                .frequency = {},
                .collection_amount = {},
                .maximum_amount = {},
                .final_collection_date = {},
                .redirect = {},
                .return_url = {},
                .auth_mode = {}};
    const MandateStatus wanted = action == "resume" ? MandateStatus::paused : MandateStatus::active;
    auto index = some(world.mandates.size(), step.a);
    for (std::uint32_t i = 0; index && i < 8 && step.b % 10 != 0; ++i) {
      if (world.mandates[*index].state.status == wanted) break;
      index = some(world.mandates.size(), step.a + 9 * i);
    }
    std::string query;
    if (index && step.b % 3 == 0) {
      call.umrn = as_text(umrn_of(world, MandateId{*index}));
      query = "umrn=" + call.umrn.text;
    } else {
      call.mandate_id = as_text(index ? id(ObjectKind::mandate, *index) : "MD0000AAAAAAAA");
      query = "mandate_id=" + call.mandate_id.text;
    }
    std::string body;
    const auto add = [&body](std::string_view name, Given& given, std::string_view value) {
      given = as_text(value);
      body += (body.empty() ? "" : ",") + member(name, value);
    };
    if (action == "amend") {
      const bool collects =
          index && world.terms_of(world.mandates[*index]).amount_kind == AmountKind::collection;
      if (step.b % 2 == 0) {
        const bool wrong = step.b % 14 == 0;
        if (collects != wrong) {
          add("collection_amount", call.collection_amount, pick(kAmounts, step.b / 2));
        } else {
          add("maximum_amount", call.maximum_amount, pick(kAmounts, step.b / 2));
        }
      }
      if (step.b % 5 == 0) add("frequency", call.frequency, pick(kFrequencies, step.b / 5));
      if (step.b % 7 < 2) {
        add("final_collection_date", call.final_collection_date, day(int(step.b / 7 % 60) - 3));
      }
    }
    if (step.b % 11 == 0) add("auth_mode", call.auth_mode, "netbanking");
    if (step.b % 13 == 0) add("return_url", call.return_url, "https://shop.test/back");
    return ask("PATCH", "/api/mandates/" + std::string(action) + "?" + query, "{" + body + "}",
               call);
  }

  std::optional<Asked> mandate() const {
    const std::string_view amount = step.a % 3 == 0 ? "amount_collection" : "amount_maximum";
    std::string body = member("status", step.a % 4 == 0 ? "paused" : "active") + ",\"" +
                       std::string(amount) + "\":500000," + member("frequency", "MNTH");
    if (step.b % 3 == 0) body += "," + member("date_responded", day(-int(step.b % 8)));
    if (step.b % 5 == 0) body += "," + member("date_final_collection", day(int(step.b % 40)));
    return ask("POST", "/_mock/mandates", "{" + body + "}");
  }

  std::optional<Asked> money() const {
    const auto index = some(world.mandates.size(), step.a);
    if (!index) return std::nullopt;
    std::string body = member("mandate", id(ObjectKind::mandate, *index)) +
                       ",\"amount\":" + std::to_string(1 + step.b % 5000);
    if (step.kind == Kind::debit) {
      if (step.b % 3 == 0) body += "," + member("date_charge", day(int(step.b % 50)));
      return ask("POST", "/v1/ach_debits", "{" + body + "}");
    }
    body += "," + member("name", "PLAN") + "," + member("interval", "month") +
            ",\"day_of_month\":5,\"count\":3," + member("start_date", day(3));
    return ask("POST", "/v1/subscriptions", "{" + body + "}");
  }

  std::optional<Asked> policy() const {
    static constexpr std::string_view kBodies[] = {
        R"({"profile":"documented","cancel_enabled":true,"cancel_link_minutes":30})",
        R"({"profile":"lenient"})",
        R"({"profile":"strict"})",
        R"({"cancel_enabled":false})",
        R"({"cancel_link_minutes":10080})",
        R"({"profile":"none"})",
        R"({"cut_off_hour":16})"};
    return ask("PUT", "/_mock/policy", pick(kBodies, step.a));
  }

  std::optional<Asked> bank() const {
    static constexpr std::string_view kSteps[] = {"submit",   "return",          "acknowledge",
                                                  "accepted", "rejected",        "cancel_received",
                                                  "withdraw", "cancel_confirmed"};
    const bool of_mandate = step.a % 2 == 0;
    const auto index = some(of_mandate ? world.mandates.size() : world.sources.size(), step.b);
    if (!index) return std::nullopt;
    const std::string name = id(of_mandate ? ObjectKind::mandate : ObjectKind::source, *index);
    return ask("POST", "/_mock/bank",
               "{" + member(of_mandate ? "mandate" : "source", name) + "," +
                   member("step", pick(kSteps, step.a / 2)) + "}",
               Outside{true});
  }

  std::optional<Asked> sponsor() const {
    const auto index = some(world.mandates.size(), step.a);
    if (!index) return std::nullopt;
    const std::string name = id(ObjectKind::mandate, *index);
    return ask("POST", "/v1/mandates/" + name + "/cancel", "", SponsorCancels{name, {}});
  }

  std::optional<Asked> juspay() const {
    static constexpr std::string_view kCommands[] = {"pause", "pause", "resume", "revoke",
                                                     "check_status"};
    const auto index = some(world.juspay_mandates.size(), step.a);
    if (!index) return std::nullopt;
    const std::string name = id(ObjectKind::juspay_mandate, *index);
    const std::int64_t now = unix_seconds(world.now);
    Juspay call{name, std::string(pick(kCommands, step.b)), {}, {}, {}, false};
    std::string body = "command=" + call.command;
    if (call.command == "pause" && step.b % 3 != 0) {
      call.pause_start = std::to_string(now + step.b % 4000);
      call.pause_end = std::to_string(now + 4000 + step.b);
      body += "&pause_start_date=" + call.pause_start + "&pause_end_date=" + call.pause_end;
      call.odd = true;
    }
    Asked made = ask("POST", "/mandates/" + name, "", call);
    made.request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    made.request.headers.emplace_back("x-merchantid", "shop");
    made.request.body = body;
    return made;
  }

  std::optional<Asked> read() const {
    static constexpr std::string_view kPaths[] = {
        "/v1/events?limit=5", "/v1/mandates?limit=3", "/v1/sources?limit=3&page=2",
        "/v1/customers",      "/_mock/events",        "/_mock/policy",
        "/_mock/clock",       "/_mock/links",         "/v1/ach_debits",
        "/v1/nowhere",        "/_mock/due",           "/_mock/outbox",
        "/_mock/deliveries"};
    const auto mandate = some(world.mandates.size(), step.a);
    const auto source = some(world.sources.size(), step.a);
    if (step.b % 4 == 0 && mandate)
      return ask("GET", "/v1/mandates/" + id(ObjectKind::mandate, *mandate), "");
    if (step.b % 4 == 1 && source)
      return ask("GET", "/v1/sources/" + id(ObjectKind::source, *source), "");
    return ask("GET", pick(kPaths, step.a), "");
  }

  std::optional<Asked> garbage() const {
    static constexpr std::string_view kTargets[] = {"/v1/sources",   "/_mock/mandates",
                                                    "/v1/customers", "/v1/ach_debits",
                                                    "/_mock/policy", "/_mock/fork"};
    static constexpr std::string_view kBodies[] = {
        "{", "[]", "null", "{\"a\":\xFF}", "{\"type\":{}}", "\"text\"", "{\"nach_debit\":[1,2]}"};
    return ask(step.a % 6 == 4 ? "PUT" : "POST", pick(kTargets, step.a), pick(kBodies, step.b));
  }
};

}  // namespace

std::optional<Asked> asked(const Step& step, const std::string& key, const World& world,
                           const std::function<std::string(std::uint32_t)>& name_link) {
  const Asking asking{step, key, world};
  switch (step.kind) {
    case Kind::source: return asking.source();
    case Kind::withdraw: return asking.of_source("withdraw");
    case Kind::process: return asking.of_source("process");
    case Kind::upload: return asking.upload();
    case Kind::authorise: return asking.authorise(name_link);
    case Kind::amend:
    case Kind::pause:
    case Kind::resume:
    case Kind::cancel: return asking.manage(word(step.kind));
    case Kind::mandate: return asking.mandate();
    case Kind::debit:
    case Kind::subscription: return asking.money();
    case Kind::customer: return asking.ask("POST", "/v1/customers", R"({"name":"ASHA TESTWALA"})");
    case Kind::policy: return asking.policy();
    case Kind::bank: return asking.bank();
    case Kind::sponsor: return asking.sponsor();
    case Kind::juspay:
      return asking.ask("POST", "/_mock/juspay/mandates", R"({"customer_id":"customer_1122"})");
    case Kind::juspay_call: return asking.juspay();
    case Kind::read: return asking.read();
    case Kind::garbage: return asking.garbage();
    case Kind::webhook:
      if (step.a % 3 == 0) return asking.ask("DELETE", "/_mock/webhook", "");
      return asking.ask("PUT", "/_mock/webhook",
                        R"({"url":"http://127.0.0.1:9/hook","format":"plain"})");
    case Kind::chaos:
      if (step.a % 2 == 0) return asking.ask("DELETE", "/_mock/chaos", "");
      return asking.ask(
          "PUT", "/_mock/chaos",
          R"({"seed":12,"duplicate":"30%","delay":"20%","reorder":"30%","drop":"10%"})");
    case Kind::fault:
      if (step.a % 2 == 0) return asking.ask("DELETE", "/_mock/faults", "");
      return asking.ask(
          "PUT", "/_mock/faults",
          step.a % 4 == 1 ? R"({"rate":"20%","status":503})" : R"({"times":2,"drop":true})");
    case Kind::resend:
      if (world.events.empty()) return std::nullopt;
      return asking.ask(
          "POST",
          "/v1/events/" +
              event_id_text(world,
                            EventId{static_cast<std::uint32_t>(step.a % world.events.size())}) +
              "/webhook",
          "");
    default: return std::nullopt;
  }
}

}  // namespace lotusbox::simulate
