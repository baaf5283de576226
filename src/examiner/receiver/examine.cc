#include "examiner/receiver/examine.h"

#include <algorithm>

#include "base/text.h"
#include "examiner/receiver/catalogue.h"

namespace lotusbox::examiner {

namespace {

bool chosen(const Choice& choice, const Examination& one) {
  const auto named = [&](const std::vector<std::string>& names) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return means(name, one); });
  };
  return (choice.only.empty() || named(choice.only)) && !named(choice.skip);
}

/// Why it cannot be made here; empty: it can.
std::string missing(Bench& bench, const Examination& one) {
  if (one.needs_probe && !bench.has_probe()) {
    return "needs a probe: what your application holds cannot be seen without one";
  }
  if (one.needs_reset && !bench.line().has_reset()) {
    return "needs a reset: what your application held before would count";
  }
  return {};
}

Finding make(Bench& bench, const Examination& one) {
  if (std::string why = missing(bench, one); !why.empty()) return Finding::skip(std::move(why));
  bench.reset();
  Finding found = one.examine(bench);
  const std::string problem = bench.take_problem();
  if (!problem.empty()) return Finding::bad(problem + "\n" + found.wrong);
  return found;
}

}  // namespace

Report examine(Bench& bench, const Choice& choice, const Progress& progress) {
  std::vector<const Examination*> all = all_examinations();
  std::erase_if(all, [&](const Examination* one) { return !chosen(choice, *one); });
  Report report;
  report.name = "examine";
  for (const Examination* one : all) {
    Verdict verdict;
    verdict.id = one->id;
    verdict.title = one->title;
    verdict.why = one->why;
    if (progress) progress(report.verdicts.size(), all.size(), one->id);
    const auto start = std::chrono::steady_clock::now();
    Finding found =
        bench.line().stopped() ? Finding::skip("the run was broken off") : make(bench, *one);
    verdict.took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                          std::chrono::steady_clock::now() - start)
                          .count();
    const bool broken_off = bench.line().stopped() && found.not_made.empty();
    if (broken_off) found = Finding::skip("the run was broken off");
    verdict.outcome = !found.not_made.empty() ? Outcome::skipped
                      : !found.wrong.empty()  ? Outcome::failed
                                              : Outcome::passed;
    verdict.reason = std::string(trim(found.not_made.empty() ? found.wrong : found.not_made));
    verdict.exchanges = bench.take_exchanges();
    report.verdicts.push_back(std::move(verdict));
  }
  if (progress) progress(all.size(), all.size(), "");
  return report;
}

}  // namespace lotusbox::examiner
