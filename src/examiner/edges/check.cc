#include "examiner/edges/check.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "examiner/html.h"
#include "scenario/reports.h"
#include "scenario/verbs.h"

namespace lotusbox::examiner {

namespace {

using scenario::Argument;
using scenario::Block;
using Lines = std::vector<std::string>;

Argument option(std::string name, std::string text) {
  const bool quoted = text.empty() || text.find_first_of(" \"\\") != std::string::npos;
  return {std::move(name), std::move(text), quoted};
}

void add_lines(Block& block, const std::string& body) {
  if (body.empty()) return;
  for (const std::string_view line : split(body, '\n')) block.body.emplace_back(line);
}

Block block_of(const EdgeCall& call) {
  Block block;
  block.verb = "http";
  block.arguments = {option("", call.method), option("", call.path)};
  if (call.encoding == Encoding::form) block.arguments.push_back(option("", "form"));
  if (call.encoding == Encoding::multipart) block.arguments.push_back(option("", "multipart"));
  if (call.keyless) block.arguments.push_back(option("", "nokey"));
  const auto add = [&](std::string name, const std::string& value) {
    if (!value.empty()) block.arguments.push_back(option(std::move(name), value));
  };
  add("accept", call.accept);
  add("key", call.key);
  for (const auto& [name, value] : call.headers) add("header", name + ": " + value);
  add("as", call.as);
  add("link", call.link);
  add_lines(block, call.body);
  return block;
}

/// What the rule asks for, as the verb prints it.
Lines verdict_of(const Edge& edge) {
  Lines lines = {"status " + std::to_string(edge.status)};
  if (edge.passes) return lines;
  lines.push_back("rule " + std::string(edge.rule->id));
  if (!edge.code.empty()) lines.push_back("error.code " + edge.code);
  return lines;
}

scenario::Script script_of(const Edge& edge) {
  scenario::Script script;
  script.file = file_of(edge);
  script.id = edge.id;
  const std::string verdict =
      edge.passes ? std::string("passes.") : std::to_string(edge.status) + " " + edge.code + ".";
  script.title = edge.what + ": " + verdict;
  Block world;
  world.verb = "world";
  world.comments = {"# " + script.id + "  " + script.title,
                    "# " + std::string(edge.rule->id) + ": " + std::string(edge.rule->demands) +
                        " (" + std::string(to_text(edge.rule->evidence)) + ")"};
  world.arguments = {option("at", edge.at), option("profile", edge.profile), option("seed", "7")};
  script.blocks.push_back(std::move(world));
  for (const EdgeCall& call : edge.given) script.blocks.push_back(block_of(call));
  Block last = block_of(edge.call);
  if (!edge.code.empty()) last.arguments.push_back(option("show", "error.code"));
  script.blocks.push_back(std::move(last));
  return script;
}

/// Lines that the verb prints about the call itself, before the events.
std::size_t own_lines(const Lines& actual) {
  std::size_t count = 0;
  for (const std::string& line : actual) {
    const bool own =
        line.starts_with("status ") || line.starts_with("rule ") || line.starts_with("error.code ");
    if (!own) break;
    ++count;
  }
  return count;
}

bool was_built(const Lines& actual) {
  return !actual.empty() && (actual.front() == "ok" || actual.front().starts_with("status 2"));
}

/// A line of a report: some bodies are long on purpose.
std::string shortened(const std::string& line) {
  constexpr std::size_t kShown = 400;
  return line.size() <= kShown ? line : line.substr(0, kShown) + "...";
}

std::string joined(const Lines& lines) {
  std::string all;
  for (const std::string& line : lines) all += (all.empty() ? "" : ", ") + line;
  return all;
}

}  // namespace

std::string file_of(const Edge& edge) {
  const std::string rule(edge.rule->id);
  const auto dot = rule.find('.');
  return rule.substr(0, dot) + "/" + rule.substr(dot + 1) + edge.id.substr(edge.id.rfind('-')) +
         ".scn";
}

EdgeResult check_edge(const Edge& edge, scenario::Driver& driver) {
  EdgeResult result;
  scenario::RunResult& run = result.run;
  run.script = script_of(edge);
  scenario::Execution session(driver, edge.id);
  for (Block& block : run.script.blocks) {
    scenario::BlockResult done = scenario::run_block(session, block);
    const bool last = &block == &run.script.blocks.back();
    block.expected = done.actual;
    if (!last) {
      done.passed = was_built(done.actual) && done.faults.empty();
      if (!done.passed) block.expected = {"status 200"};
    } else {
      // The verdict is that of the rule; what follows it are the events that it led to.
      const Lines wanted = verdict_of(edge);
      const auto own = static_cast<std::ptrdiff_t>(own_lines(done.actual));
      result.told.assign(done.actual.begin(), done.actual.begin() + own);
      done.passed = result.told == wanted && done.faults.empty();
      block.expected = wanted;
      if (done.passed) block.expected = done.actual;
    }
    run.blocks.push_back(std::move(done));
    if (!run.blocks.back().passed) break;
  }
  // What was not reached any more, so that a result has one entry for each block.
  while (run.blocks.size() < run.script.blocks.size()) {
    run.blocks.push_back({.actual = {"not run"}, .passed = false});
    run.script.blocks[run.blocks.size() - 1].expected = {"status 200"};
  }
  int line = 1;
  for (Block& block : run.script.blocks) {
    line += static_cast<int>(block.comments.size());
    block.line = line;
    block.expected_line = line + static_cast<int>(block.body.size()) + 2;
    line = block.expected_line + static_cast<int>(block.expected.size()) + 1;
  }
  return result;
}

std::string edges_report(const std::vector<EdgeResult>& results, std::string_view command) {
  std::string text;
  std::size_t agreed = 0;
  for (const EdgeResult& result : results) {
    if (result.agrees()) {
      ++agreed;
      continue;
    }
    text += result.id() + "  " + result.run.script.title + "\n";
    for (std::size_t i = 0; i < result.run.blocks.size(); ++i) {
      if (result.run.blocks[i].passed) continue;
      const Block& block = result.run.script.blocks[i];
      text += "  " + shortened(scenario::print_command(block)) + "\n";
      for (const std::string& line : block.body) text += "  " + shortened(line) + "\n";
      text += scenario::block_difference(block.expected, result.run.blocks[i].actual, 0);
      break;
    }
    text += "  again: " + std::string(command) + " --rule " + result.id() + "\n\n";
  }
  return text + std::to_string(agreed) + " agree, " + std::to_string(results.size() - agreed) +
         " differ\n";
}

std::string edges_list(std::span<const Edge> edges) {
  std::string text;
  std::string_view rule;
  for (const Edge& edge : edges) {
    if (edge.rule->id != rule) {
      rule = edge.rule->id;
      text += (text.empty() ? "" : "\n") + std::string(rule) + ": " +
              std::string(edge.rule->demands) + " (" + std::string(to_text(edge.rule->evidence)) +
              ")\n";
    }
    const std::string verdict =
        edge.passes ? "passes"
                    : std::to_string(edge.status) + (edge.code.empty() ? "" : " ") + edge.code;
    text += "  " + edge.id + "  " + edge.what + ": " + verdict + "\n";
  }
  return text;
}

std::string edges_page(std::span<const Edge> edges, const std::vector<EdgeResult>& results) {
  HtmlReport page("Boundary tests", edges_report(results, "lotusbox edges"));
  page.table({"edge", "rule", "at the boundary", "expected", "came"});
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    page.row(results[i].agrees(),
             {edge.id, std::string(edge.rule->id), edge.what, joined(verdict_of(edge)),
              results[i].told.empty() ? "the world could not be built" : joined(results[i].told)});
  }
  return page.take();
}

}  // namespace lotusbox::examiner
