// Makes the cases of one rule: each says which side of the boundary a call lies on, by the
// statement of the rule. What is common to many rules stands here: words and their neighbours,
// lengths, numbers.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "examiner/edges/edge.h"

namespace lotusbox::examiner {

/// A Monday morning before the cut-off of debits.
inline constexpr std::string_view kUsualStart = "2026-01-12T08:00:00+05:30";

class EdgeMaker {
 public:
  EdgeMaker(const Rule& rule, std::vector<Edge>& edges) : rule_(rule), edges_(edges) { anew(); }

  /// A fresh world, in which nothing has been done.
  EdgeMaker& anew(std::string_view at = kUsualStart, std::string_view profile = "documented");
  /// One more call that builds the world.
  EdgeMaker& given(EdgeCall step);
  /// What the refusals that follow answer, where it is not the code of the rule.
  EdgeMaker& code(RefusalCode code);
  /// What the calls that pass answer from here on; 200 unless said.
  EdgeMaker& answers(int status);

  void passes(std::string what, EdgeCall call);
  void fails(std::string what, EdgeCall call);
  void either(bool pass, std::string what, EdgeCall call);

  // A value of the JSON body of a call.
  void good(const EdgeCall& call, std::string_view path,
            std::initializer_list<std::string_view> values);
  void bad(const EdgeCall& call, std::string_view path,
           std::initializer_list<std::string_view> values);
  /// Texts on both sides.
  void text(const EdgeCall& call, std::string_view path, const std::vector<std::string>& inside,
            const std::vector<std::string>& outside);
  /// Each word passes; its neighbours, which are no words, do not.
  void words(const EdgeCall& call, std::string_view path, const std::vector<std::string>& words);
  /// A text of 1 to `most` characters.
  void length(const EdgeCall& call, std::string_view path, std::size_t most, char fill = 'A');
  void number(const EdgeCall& call, std::string_view path, std::int64_t least, std::int64_t most);
  /// An ISO date: how it is written, and days that do not exist. `day` is one that passes.
  void date(const EdgeCall& call, std::string_view path, std::string_view day);
  void metadata(const EdgeCall& call, std::string_view path);
  /// A body that is no JSON does not; the call itself passes.
  void readable(const EdgeCall& call);

 private:
  void add(bool pass, std::string what, EdgeCall call);

  const Rule& rule_;
  std::vector<Edge>& edges_;
  std::string at_, profile_;
  std::vector<EdgeCall> given_;
  RefusalCode code_ = RefusalCode::parameter_invalid;
  int answers_ = 200;
};

/// One or several rows of the table of generators: which rule, and what makes its cases.
struct EdgeRow {
  std::string_view rule;
  void (*make)(EdgeMaker& maker);
};

/// `EDGE-AMEND-FREQUENCY-CODE`: what the ids of its cases begin with.
std::string edge_id(std::string_view rule);

}  // namespace lotusbox::examiner
