#include "examiner/comparison/results.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/text.h"
#include "examiner/comparison/comparer.h"
#include "examiner/html.h"

namespace lotusbox::examiner {

namespace {

bool is_known(const std::vector<std::string>& known, const Compared& call,
              const Difference& difference) {
  return std::find(known.begin(), known.end(), difference.key(call.call)) != known.end();
}

std::string line_of(const Difference& one) {
  return one.kind + (one.place.empty() ? "" : " of " + one.place) + ": " + one.upstream +
         " there, " + one.twin + " here; " + one.contradicts;
}

std::string plain(std::string text) {
  if (is_utf8(text)) return text;
  for (char& c : text) {
    if (static_cast<unsigned char>(c) >= 128) c = '?';
  }
  return text;
}

}  // namespace

std::vector<scenario::RunResult> results_of(const std::vector<Compared>& calls,
                                            const std::vector<std::string>& known) {
  std::vector<scenario::RunResult> results;
  for (const Compared& call : calls) {
    scenario::RunResult result;
    result.script.file = "compare";
    result.script.id = "COMPARE-" + std::to_string(results.size() + 1);
    result.script.title = plain(call.about);
    scenario::Block block;
    block.verb = "http";
    block.arguments = {{"", plain(call.about), true}};
    scenario::BlockResult done;
    for (const Difference& one : call.differences) {
      if (!is_known(known, call, one)) done.actual.push_back(plain(line_of(one)));
    }
    done.passed = done.actual.empty();
    result.script.blocks.push_back(std::move(block));
    result.blocks.push_back(std::move(done));
    results.push_back(std::move(result));
  }
  return results;
}

std::string comparison_json(const std::vector<Compared>& calls,
                            const std::vector<std::string>& known) {
  JsonWriter json;
  json.begin_object();
  json.field("calls", std::int64_t(calls.size()));
  json.field("unknown", std::int64_t(unknown_differences(calls, known)));
  json.key("differences").begin_array();
  for (const Compared& call : calls) {
    for (const Difference& one : call.differences) {
      json.begin_object().field("call", plain(call.call)).field("about", plain(call.about));
      json.field("kind", one.kind).field("place", plain(one.place));
      json.field("upstream", plain(one.upstream)).field("here", plain(one.twin));
      json.field("contradicts", one.contradicts).field("known", is_known(known, call, one));
      json.end_object();
    }
  }
  return json.end_array().end_object().take() + "\n";
}

std::string comparison_page(const std::vector<Compared>& calls,
                            const std::vector<std::string>& known) {
  HtmlReport page("Comparison with the real API", comparison_report(calls, known));
  page.table({"call", "kind", "place", "there", "here", "what says otherwise"});
  for (const Compared& call : calls) {
    for (const Difference& one : call.differences) {
      page.row(is_known(known, call, one),
               {call.about, one.kind, one.place, one.upstream, one.twin, one.contradicts});
    }
  }
  return page.take();
}

}  // namespace lotusbox::examiner
