#include "api/pages/pages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string_view>

#include "base/text.h"

using namespace lotusbox;
using namespace lotusbox::api;

namespace {

constexpr std::string_view kHostile = "\"><script>alert(1)</script><b a='x'>&amp;";

bool holds(std::string_view whole, std::string_view part) {
  return whole.find(part) != std::string_view::npos;
}

std::size_t count_of(std::string_view whole, std::string_view part) {
  std::size_t count = 0;
  for (auto at = whole.find(part); at != std::string_view::npos; at = whole.find(part, at + 1)) {
    ++count;
  }
  return count;
}

bool is_void(std::string_view name) {
  constexpr std::array<std::string_view, 3> kVoid = {"meta", "link", "input"};
  return std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end();
}

/// The place behind the `>` that ends a tag, with every attribute value quoted; npos when broken.
std::size_t end_of_tag(std::string_view html, std::size_t at) {
  bool quoted = false;
  for (; at < html.size(); ++at) {
    if (html[at] == '"') quoted = !quoted;
    if (quoted) continue;
    if (html[at] == '<' || (html[at] == '=' && html[at + 1] != '"')) break;
    if (html[at] == '>') return at + 1;
  }
  return std::string_view::npos;
}

/// What is wrong with the tags of a document, or nothing: each one closed in order, raw texts of
/// style and script skipped, no stray character that means something.
std::string fault_of(std::string_view html) {
  constexpr std::string_view kDoctype = "<!DOCTYPE html>\n";
  if (!html.starts_with(kDoctype)) return "no doctype";
  std::vector<std::string> open;
  for (std::size_t at = kDoctype.size(); at < html.size();) {
    if (html[at] != '<') {
      if (html[at] == '>' || html[at] == '"') return "stray " + std::string(html.substr(at, 20));
      ++at;
      continue;
    }
    const bool closing = html[at + 1] == '/';
    const std::size_t begin = at + (closing ? 2 : 1);
    const std::string name(html.substr(begin, html.find_first_of(" >/\n", begin) - begin));
    const std::size_t end = end_of_tag(html, begin);
    if (end == std::string_view::npos) return "broken tag " + name;
    at = end;
    if (closing) {
      if (open.empty() || open.back() != name) return "closes " + name;
      open.pop_back();
    } else if (!is_void(name) && html[end - 2] != '/') {
      open.push_back(name);
    }
    if (!closing && (name == "style" || name == "script")) at = html.find("</" + name, at);
  }
  return open.empty() ? "" : "leaves open " + open.back();
}

/// What people read: the document without its tags, style and script.
std::string words_on(std::string_view html) {
  std::string words;
  for (std::size_t at = html.find("<body>"); at < html.size();) {
    if (html[at] == '<') {
      at = end_of_tag(html, at + 1);
    } else {
      words += html[at++];
    }
  }
  return words;
}

LinkPage amend_page() {
  LinkPage page;
  page.kind = "amend";
  page.merchant = "LOTUSBOX LENDING PRIVATE LIMITED";
  page.debtor = "RAVI SAMPLEKAR";
  page.bank = "ICICI BANK LTD";
  page.account = "****0002";
  page.umrn = "ICIC7010000000000042";
  page.reference = "LOAN0001";
  page.terms = {{"Frequency", "Monthly"}};
  page.changes = {{"Maximum amount", "Rs 5000.00", "Rs 7500.00"}};
  page.expires = "8 January 2026, 05:30 IST";
  page.modes = {{"netbanking", "Net banking"}, {"debitcard", "Debit card"}};
  page.default_mode = "debitcard";
  page.previous_failure = "No such account";
  page.action_url = "/v2/mandates/amend/auth?request_id=a&b=c";
  page.now = "1 January 2026, 05:30 IST";
  page.reasons = {{"AP05", "No such account"}, {"AP10", "Amount exceeds limit"}};
  return page;
}

/// The value of the global variable `str`, read as a browser does: only the escapes that the page
/// may use, up to the closing apostrophe.
std::optional<std::string> str_of(std::string_view html) {
  const auto begin = html.find("<script>var str = '");
  if (begin == std::string_view::npos) return std::nullopt;
  std::string value;
  for (std::size_t at = begin + 19; at < html.size(); ++at) {
    if (html[at] == '\'') {
      return html.substr(at, 11) == "';</script>" ? std::optional(value) : std::nullopt;
    }
    if (html[at] == '\\' && html[++at] != '\\') return std::nullopt;
    if (html[at] == '\n' || html[at] == '<') return std::nullopt;
    value += html[at];
  }
  return std::nullopt;
}

/// The text behind `"message":`, its escapes undone.
std::string message_of(std::string_view json) {
  std::string out;
  for (std::size_t at = json.find(R"("message":")") + 11; json[at] != '"'; ++at) {
    if (json[at] != '\\') {
      out += json[at];
      continue;
    }
    REQUIRE(json.substr(at, 2) == "\\u");
    const auto code = std::string(json.substr(at + 2, 4));
    if (code == "2028") out += "\xE2\x80\xA8";
    if (code.starts_with("00")) out += percent_decode("%" + code.substr(2), false).value();
    at += 5;
  }
  return out;
}

}  // namespace

TEST_CASE("the checker of tags sees faults") {
  const std::string start = "<!DOCTYPE html>\n";
  CHECK(fault_of(start + "<p class=\"a\">x<input checked></p>").empty());
  for (const char* bad :
       {"<p>", "</p>", "<p><b></p></b>", "<p a=b></p>", "<p a=\"b></p>", "a > b"}) {
    CAPTURE(bad);
    CHECK_FALSE(fault_of(start + bad).empty());
  }
}

TEST_CASE("every page is well-formed, says what it is, and holds no apostrophe") {
  std::vector<std::string> pages;
  for (const char* kind : {"create", "amend", "pause", "resume", "cancel", "else"}) {
    pages.push_back(render_link({.kind = kind}));
    LinkPage full = amend_page();
    full.kind = kind;
    pages.push_back(render_link(full));
    pages.push_back(render_result({.success = true, .kind = kind}));
    pages.push_back(render_result({.kind = kind,
                                   .continue_url = "https://shop.example/back",
                                   .code = "AP05",
                                   .message = "No such account"}));
  }
  for (const char* kind : {"used", "expired", "closed", "unknown", "left", "malformed", "else"}) {
    pages.push_back(render_end({.kind = kind, .now = "1 January 2026"}));
  }
  for (const std::string& page : pages) {
    CAPTURE(page);
    CHECK(fault_of(page) == "");
    CHECK(count_of(page, "<h1>") == 1);
    CHECK(holds(page, "<html lang=\"en\">"));
    CHECK(holds(page, "<meta name=\"robots\" content=\"noindex\">"));
    CHECK(holds(page, "<meta name=\"referrer\" content=\"no-referrer\">"));
    CHECK(holds(page, "lotusbox — a simulator; no bank is involved"));
    CHECK_FALSE(holds(page, "<title> "));
    const std::string words = words_on(page);
    CHECK_FALSE(holds(words, "'"));
    CHECK_FALSE(holds(words, "&#39;"));
    for (const char* outside : {"src=", "url(", "@import", "@font-face"}) {
      CHECK_FALSE(holds(page, outside));
    }
  }
}

TEST_CASE("a link page holds what it was given, and three answers") {
  const std::string page = render_link(amend_page());
  CHECK(holds(page, "<title>Change a mandate · lotusbox</title>"));
  CHECK(holds(page, "<h1>Change a mandate</h1>"));
  for (const char* part : {"****0002", "ICIC7010000000000042", "LOAN0001", "Monthly", "Rs 5000.00",
                           "Rs 7500.00", "8 January 2026, 05:30 IST", "No such account",
                           "AP10 · Amount exceeds limit", "Clock of this world"}) {
    CAPTURE(part);
    CHECK(holds(words_on(page), part));
  }
  CHECK(count_of(page,
                 "<form method=\"post\" "
                 "action=\"/v2/mandates/amend/auth?request_id=a&amp;b=c\">") == 1);
  CHECK(count_of(page, "<button type=\"submit\" name=\"outcome\"") == 3);
  for (const char* outcome : {"accepted", "rejected", "abandoned"}) {
    CHECK(holds(page, "name=\"outcome\" value=\"" + std::string(outcome) + "\""));
  }
  CHECK(count_of(page, "<input type=\"radio\"") == 2);
  CHECK(holds(page, "value=\"debitcard\" checked>"));
  CHECK(count_of(page, " checked") == 1);
  CHECK(count_of(page, "<option value=\"\">") == 1);
}

TEST_CASE("parts without values are left out") {
  LinkPage page{.kind = "create", .merchant = "SHOP"};
  const std::string html = render_link(page);
  for (const char* part : {"<fieldset", "<select", "<table", "UMRN", "good until", "last_attempt",
                           "<footer", "action="}) {
    CAPTURE(part);
    CHECK_FALSE(holds(html.substr(html.find("<body>")), part));
  }
  page.modes = {{"aadhaar", "Aadhaar"}};
  page.default_mode = "netbanking";
  CHECK_FALSE(holds(render_link(page), " checked>"));
}

TEST_CASE("hostile values lose their meaning in every field of a link page") {
  const std::function<std::string&(LinkPage&)> fields[] = {[](LinkPage & p) -> auto& {return p.kind;
}
, [](LinkPage& p) -> auto& { return p.merchant; }
, [](LinkPage& p) -> auto& { return p.debtor; }
, [](LinkPage& p) -> auto& { return p.bank; }
, [](LinkPage& p) -> auto& { return p.account; }
, [](LinkPage& p) -> auto& { return p.umrn; }
, [](LinkPage& p) -> auto& { return p.reference; }
, [](LinkPage& p) -> auto& { return p.terms[0].first; }
, [](LinkPage& p) -> auto& { return p.terms[0].second; }
, [](LinkPage& p) -> auto& { return p.changes[0].what; }
, [](LinkPage& p) -> auto& { return p.changes[0].now; }
, [](LinkPage& p) -> auto& { return p.changes[0].after; }
, [](LinkPage& p) -> auto& { return p.expires; }
, [](LinkPage& p) -> auto& { return p.modes[0].first; }
, [](LinkPage& p) -> auto& { return p.modes[0].second; }
, [](LinkPage& p) -> auto& { return p.previous_failure; }
, [](LinkPage& p) -> auto& { return p.now; }
, [](LinkPage& p) -> auto& { return p.reasons[0].first; }
, [](LinkPage& p) -> auto& { return p.reasons[0].second; }
,
}
;
int number = 0;
for (const auto& field : fields) {
  CAPTURE(++number);
  LinkPage page = amend_page();
  field(page) = kHostile;
  const std::string html = render_link(page);
  CHECK(fault_of(html) == "");
  CHECK(holds(html, html_escape(kHostile)));
  CHECK_FALSE(holds(html, "<script"));
}
}

TEST_CASE("a form posts to a path or a web address, and else to its own page") {
  LinkPage page{.kind = "pause"};
  for (const char* good : {"/pay/AL1?client_secret=x", "http://127.0.0.1:8/pay/AL1"}) {
    page.action_url = good;
    CHECK(holds(render_link(page), " action=\""));
  }
  for (const char* bad : {"javascript:alert(1)", "//elsewhere.example/", "/\\elsewhere.example/",
                          "/\t/elsewhere.example", "data:text/html,x", "", "pay/AL1"}) {
    CAPTURE(bad);
    page.action_url = bad;
    CHECK_FALSE(holds(render_link(page), " action="));
  }
  page.action_url = "/pay?\"><script>alert(1)</script>";
  CHECK_FALSE(holds(render_link(page), "<script"));
}

TEST_CASE("end pages: own words, given words, hostile words") {
  CHECK(holds(render_end({.kind = "used"}), "<h1>This link has already been used</h1>"));
  CHECK(holds(render_end({.kind = "expired"}), "data-kind=\"expired\""));
  const std::string given =
      render_end({.title = "T", .headline = "H", .detail = "D", .kind = "left"});
  CHECK(holds(given, "<title>T · lotusbox</title>"));
  CHECK(holds(given, "<h1>H</h1>"));
  CHECK(holds(given, "<p>D</p>"));
  CHECK(count_of(words_on(render_end({.detail = "This link has expired", .kind = "expired"})),
                 "This link has expired") == 1);
  const std::string bad(kHostile);
  const std::string html =
      render_end({.title = bad, .headline = bad, .detail = bad, .kind = bad, .now = bad});
  CHECK(fault_of(html) == "");
  CHECK(count_of(html, html_escape(bad)) == 4);  // said once where headline and detail agree
  CHECK_FALSE(holds(html, "<script"));
}

TEST_CASE("a result page goes on to web addresses only") {
  ResultPage page{.success = true, .kind = "create"};
  page.continue_url = "https://shop.example/back?a=1&status=SUCCESS";
  CHECK(holds(render_result(page),
              "href=\"https://shop.example/back?a=1&amp;status=SUCCESS\">Continue"));
  for (const char* bad : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)",
                          "data:text/html,x", "//shop.example", "http://", "https:///x", "/back",
                          " http://shop.example", "http://sh\top.example", "javascript://x.y/%0aa",
                          "http:shop.example", "vbscript:x", "blob:https://shop.example/x", ""}) {
    CAPTURE(bad);
    page.continue_url = bad;
    const std::string html = render_result(page);
    CHECK_FALSE(holds(html, "<a "));
    CHECK(holds(html, "You can close this page."));
  }
  page.continue_url = "http://shop.example/\"><script>x</script>";
  const std::string html = render_result(page);
  CHECK(fault_of(html) == "");
  CHECK(count_of(html, "<script") == 1);
}

TEST_CASE("str is a JSON text whatever the message holds") {
  const std::string messages[] = {
      "Mandate set up",           std::string(kHostile),   "it's \\ done\\",
      "a\nb\r\tc\x01\x7F",        "</script><!--<script>", "\xE2\x80\xA8 end",
      "\xE0\xA4\xA8\xE0\xA4\xAE", "${x} `y` \\u0027 \\'",  "\\"};
  for (const std::string& message : messages) {
    CAPTURE(message);
    const std::string html = render_result({.kind = "amend", .code = "AP05", .message = message});
    CHECK(fault_of(html) == "");
    CHECK(count_of(html, "<script>") == 1);
    const auto str = str_of(html);
    REQUIRE(str.has_value());
    CHECK_FALSE(holds(*str, "'"));
    CHECK(str->starts_with("{\"code\":\"AP05\",\"message\":\""));
    CHECK(str->ends_with("\"}"));
    CHECK(message_of(*str) == message);
  }
}

TEST_CASE("the code in str is 200 on success and only then") {
  const struct {
    bool success;
    std::string code, written;
  } rows[] = {
      {true, "", "200"},           {true, "AP05", "200"},
      {false, "182", "182"},       {false, "AP05", "\"AP05\""},
      {false, "", "400"},          {false, "200", "400"},
      {false, "0200", "\"0200\""}, {false, "12345678901234567890", "\"12345678901234567890\""},
      {false, "-1", "\"-1\""}};
  for (const auto& row : rows) {
    CAPTURE(row.code);
    const auto str = str_of(render_result(
        {.success = row.success, .kind = "create", .code = row.code, .message = "m"}));
    REQUIRE(str.has_value());
    CHECK(*str == "{\"code\":" + row.written + ",\"message\":\"m\"}");
  }
}
