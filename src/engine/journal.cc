#include "engine/journal.h"

#include <algorithm>
#include <iterator>

#include "base/check.h"
#include "base/text.h"

namespace lotusbox {

namespace {

/// Headers that change nothing about an answer, or say who calls, which the world's key says.
constexpr std::string_view kDecideNothing[] = {
    "authorization",  "lotusbox-world", "user-agent",        "connection",   "keep-alive",
    "content-length", "date",           "accept-encoding",   "cookie",       "accept-language",
    "sec-fetch-mode", "expect",         "transfer-encoding", "cache-control"};

bool decides(std::string_view header) {
  return std::none_of(std::begin(kDecideNothing), std::end(kDecideNothing),
                      [&](std::string_view other) { return equals_ignoring_case(header, other); });
}

std::string plain_target(const Request& request) {
  std::string target;
  for (const char c : request.path()) {
    if (c != '/' || !target.ends_with('/')) target += c;
  }
  if (target.size() > 1 && target.ends_with('/')) target.pop_back();
  return target + request.target.substr(request.path().size());
}

}  // namespace

std::string_view to_text(JournalEntry::Kind kind) {
  switch (kind) {
    case JournalEntry::Kind::open: return "open";
    case JournalEntry::Kind::fork: return "fork";
    case JournalEntry::Kind::drop: return "drop";
    case JournalEntry::Kind::call: return "call";
    case JournalEntry::Kind::verdict: return "verdict";
  }
  LOTUSBOX_UNREACHABLE("journal entry");
}

Request journaled_request(const Request& request) {
  Request kept{request.method, plain_target(request), {}, request.body};
  kept.headers.reserve(request.headers.size());
  std::copy_if(request.headers.begin(), request.headers.end(), std::back_inserter(kept.headers),
               [](const auto& header) { return decides(header.first); });
  return kept;
}

bool begins_anew(const JournalEntry& entry) {
  return entry.kind == JournalEntry::Kind::call && entry.rule.empty() &&
         entry.request.method == "POST" && entry.request.path() == "/_mock/reset";
}

}  // namespace lotusbox
