// Boundaries of chaos, faults and the profiles of the merchant.
#include "core/values/limits.h"
#include "examiner/edges/bases.h"
#include "examiner/edges/rows.h"

namespace lotusbox::examiner {

namespace {

using namespace bases;
using enum RefusalCode;

EdgeCall chaos() { return put("/_mock/chaos", "{}"); }

EdgeCall faults(std::string_view list) {
  return put("/_mock/faults", R"({"faults":)" + std::string(list) + "}");
}

/// One fault with a status, and one more key of it.
EdgeCall fault(std::string_view key, std::string_view json) {
  EdgeCall one = post("", R"({"status":500})").with(key, json);
  return faults("[" + one.body + "]");
}

void keys(EdgeMaker& m, std::string_view key, std::initializer_list<std::string_view> inside,
          std::initializer_list<std::string_view> outside) {
  const auto title = [&](std::string_view value) {
    const std::string_view shown = value.substr(0, 40);
    return std::string(key) + " " + std::string(shown) + (shown.size() < value.size() ? "..." : "");
  };
  for (const auto value : inside) m.passes(title(value), fault(key, value));
  for (const auto value : outside) m.fails(title(value), fault(key, value));
}

std::string quoted(std::size_t size) { return '"' + std::string(size, 'a') + '"'; }

std::string repeated(std::string_view one, std::size_t count) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i) list += (i == 0 ? "" : ",") + std::string(one);
  return list + "]";
}

std::string headers(int count) {
  std::string hash = "{";
  for (int i = 0; i < count; ++i) {
    hash += (i == 0 ? "" : ",") + std::string("\"X-H") + std::to_string(i) + "\":\"v\"";
  }
  return hash + "}";
}

void effects(EdgeMaker& m) {
  m.passes("a status", faults(R"([{"status":500}])"));
  m.passes("a delay", faults(R"([{"latency_ms":1}])"));
  m.passes("a dropped connection", faults(R"([{"drop":true}])"));
  m.fails("nothing", faults(R"([{"times":1}])"));
  m.fails("a status and a drop", faults(R"([{"status":500,"drop":true}])"));
}

void answers(EdgeMaker& m) {
  m.passes("a code with its status", faults(R"([{"status":400,"code":"x"}])"));
  m.fails("a code without", faults(R"([{"latency_ms":1,"code":"x"}])"));
  m.fails("a status below 400 alone", faults(R"([{"status":399}])"));
  m.passes("a status of 400 alone", faults(R"([{"status":400}])"));
  m.passes("a status below 400 with a body", faults(R"([{"status":399,"body":"x"}])"));
  m.fails("a body and a code", faults(R"([{"status":500,"body":"x","code":"x"}])"));
}

EdgeCall profiles(std::string_view list) {
  return put("/_mock/nach_profiles", R"({"nach_profiles":)" + std::string(list) + "}");
}

/// A profile with one key set otherwise.
EdgeCall profile(std::string_view key, std::string_view value) {
  const EdgeCall one = post("", R"({"creditor_agent_code":"HDFC",)"
                                R"("creditor_utility_code":"NACH00000000005549"})")
                           .text(key, value);
  return profiles("[" + one.body + "]");
}

void codes(EdgeMaker& m) {
  const auto value = [&](bool pass, std::string_view key, std::string_view text) {
    m.either(pass, std::string(key) + " " + std::string(text), profile(key, text));
  };
  value(true, "creditor_agent_code", "HDFC");
  for (const char* bad : {"HDF", "HDFCX", "HDF1"}) value(false, "creditor_agent_code", bad);
  value(true, "creditor_utility_code", "NACH00000000005550");
  for (const char* bad : {"NACH0000000005549", "NACH000000000055499"}) {
    value(false, "creditor_utility_code", bad);
  }
  value(true, "creditor_agent_mmbid", "HDFC0999999");
  for (const char* bad : {"HDFC099999", "HDFC09999999", "HDFC1999999"}) {
    value(false, "creditor_agent_mmbid", bad);
  }
}

void names(EdgeMaker& m) {
  for (const char* key : {"creditor_name", "creditor_agent_name"}) {
    const std::string longest(limits::kCustomerNameLength, 'A');
    m.passes(std::string(key) + " of 100 characters", profile(key, longest));
    m.fails(std::string(key) + " of 101 characters", profile(key, longest + "A"));
  }
}

constexpr std::string_view kOne =
    R"({"creditor_agent_code":"HDFC","creditor_utility_code":"NACH00000000005549"})";
constexpr std::string_view kOther =
    R"({"creditor_agent_code":"HDFC","creditor_utility_code":"NACH00000000005550"})";

constexpr EdgeRow kRows[] = {
    {"chaos.body_malformed", [](EdgeMaker& m) { m.readable(chaos()); }},
    {"chaos.seed",
     [](EdgeMaker& m) {
       m.good(chaos(), "seed", {"0", "7"});
       m.bad(chaos(), "seed", {"-1", "1.5", R"("seven")"});
     }},
    {"chaos.rate",
     [](EdgeMaker& m) {
       for (const char* key : {"duplicate", "delay", "reorder", "drop"}) {
         m.text(chaos(), key, {"0", "1", "0%", "100%", "0.25"}, {"1.01", "101%", "-1%", "often"});
       }
     }},
    {"chaos.span",
     [](EdgeMaker& m) {
       for (const char* key : {"delay_up_to", "reorder_within"}) {
         m.text(chaos(), key, {"PT1S", "P366D"}, {"PT0S", "P366DT1S", "1H"});
       }
     }},
    {"fault.body_malformed",
     [](EdgeMaker& m) {
       m.readable(faults(R"([{"status":500}])"));
       m.fails("an unknown setting", fault("stat", "500"));
     }},
    {"fault.count",
     [](EdgeMaker& m) {
       const auto many = [](std::size_t n) { return faults(repeated(R"({"status":500})", n)); };
       m.passes("32 faults", many(limits::kFaultsMax));
       m.fails("33 faults", many(limits::kFaultsMax + 1));
     }},
    {"fault.name",
     [](EdgeMaker& m) {
       keys(m, "name", {R"("a")", R"("a.b-c_D7")", quoted(limits::kFaultNameLength)},
            {R"("a b")", quoted(limits::kFaultNameLength + 1)});
     }},
    {"fault.method",
     [](EdgeMaker& m) {
       for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
         m.passes(method, fault("match", R"({"method":")" + std::string(method) + R"("})"));
       }
       m.fails("FETCH", fault("match", R"({"method":"FETCH"})"));
       m.fails("get", fault("match", R"({"method":"get"})"));
     }},
    {"fault.path",
     [](EdgeMaker& m) {
       keys(m, "match", {R"({"path":"/v1/sources"})", R"({"path":"/v1/sources/*"})"},
            {R"({"path":"v1/sources"})", R"({"path":"/_mock/clock"})"});
       const std::string longest = "/v1/sources/" + std::string(limits::kFaultPathLength - 12, 'a');
       m.passes("200 characters", fault("match", R"({"path":")" + longest + "\"}"));
       m.fails("201 characters", fault("match", R"({"path":")" + longest + "a\"}"));
     }},
    {"fault.route",
     [](EdgeMaker& m) {
       keys(m, "match",
            {R"({"path":"/v1/sources"})", R"({"path":"/pay/*"})",
             R"({"method":"GET","path":"/v1/sources"})"},
            {R"({"path":"/v1/source"})", R"({"method":"DELETE","path":"/v1/sources"})"});
     }},
    {"fault.times",
     [](EdgeMaker& m) {
       keys(m, "times", {"1", "1000000"}, {"0", "1000001", R"("often")"});
     }},
    {"fault.rate",
     [](EdgeMaker& m) {
       keys(m, "rate", {R"("0%")", R"("100%")", "0.25"}, {R"("101%")", R"("often")"});
     }},
    {"fault.status",
     [](EdgeMaker& m) {
       m.passes("200 with a body", faults(R"([{"status":200,"body":"x"}])"));
       m.passes("599", fault("status", "599"));
       m.fails("199 with a body", faults(R"([{"status":199,"body":"x"}])"));
       m.fails("600", fault("status", "600"));
     }},
    {"fault.code",
     [](EdgeMaker& m) {
       keys(m, "code", {R"("a_b7")", quoted(limits::kFaultNameLength)},
            {R"("a b")", quoted(limits::kFaultNameLength + 1)});
     }},
    {"fault.text",
     [](EdgeMaker& m) {
       keys(m, "message", {quoted(limits::kReasonLength)}, {quoted(limits::kReasonLength + 1)});
       keys(m, "body", {quoted(limits::kFaultBodyBytes)}, {quoted(limits::kFaultBodyBytes + 1)});
     }},
    {"fault.headers",
     [](EdgeMaker& m) {
       const auto named = [](std::size_t size) {
         return R"({"X-)" + std::string(size - 2, 'a') + R"(":"v"})";
       };
       const auto valued = [](std::size_t size) {
         return R"({"X-H":" ~)" + std::string(size - 2, 'a') + "\"}";
       };
       keys(
           m, "headers",
           {headers(1), headers(8), named(limits::kFaultNameLength), valued(limits::kReasonLength)},
           {headers(9), named(limits::kFaultNameLength + 1), valued(limits::kReasonLength + 1),
            R"({"Content-Length":"1"})", R"({"Retry After":"1"})", R"("Retry-After")"});
     }},
    {"fault.content_type",
     [](EdgeMaker& m) {
       keys(m, "content_type", {R"("text/html")", R"("text/html; charset=utf-8")", R"("text/x~")"},
            {R"("html")", R"("text/")", R"("/html")"});
     }},
    {"fault.answer", answers},
    {"fault.latency_ms",
     [](EdgeMaker& m) {
       keys(m, "latency_ms", {"1", "60000"}, {"0", "60001", R"("long")"});
     }},
    {"fault.drop",
     [](EdgeMaker& m) {
       m.passes("true", faults(R"([{"drop":true}])"));
       keys(m, "drop", {"false"}, {R"("yes")", "1"});
     }},
    {"fault.truncate",
     [](EdgeMaker& m) {
       keys(m, "truncate", {"0", "1048576"}, {"-1", "1048577", R"("all")"});
     }},
    {"fault.effect", effects},
    {"nach_profiles.body_malformed",
     [](EdgeMaker& m) {
       m.readable(profiles("[" + std::string(kOne) + "]"));
       m.fails("an unknown key", profile("creditor", "HDFC"));
     }},
    {"nach_profiles.list",
     [](EdgeMaker& m) {
       m.passes("one", profiles("[" + std::string(kOne) + "]"));
       // A thousand of them have more fields than any body may: that bound is met before.
       m.fails("a text", profiles(R"("HDFC")"));
       m.code(parameter_missing).fails("an empty list", profiles("[]"));
       m.fails("none", put("/_mock/nach_profiles", "{}"));
     }},
    {"nach_profiles.codes", codes},
    {"nach_profiles.names", names},
    {"nach_profiles.once",
     [](EdgeMaker& m) {
       const std::string one(kOne);
       m.passes("two", profiles("[" + one + "," + std::string(kOther) + "]"));
       m.fails("the same twice", profiles("[" + one + "," + one + "]"));
     }},
};

}  // namespace

std::span<const EdgeRow> setting_edges() { return kRows; }

}  // namespace lotusbox::examiner
