// One examination of a webhook receiver, put together: the world that lives the life it is told of,
// which also listens so that the receiver can ask it, and the line to the receiver.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/rules/examining.h"
#include "examiner/receiver/examine.h"
#include "examiner/verdicts.h"
#include "sandbox/receiver_line.h"

namespace lotusbox {

struct ExamineOptions {
  LineOptions line;
  examiner::Setting setting;
  examiner::Choice choice;
  int port = 0;  ///< of the world; 0: any free one
  /// Told before the first examination where the receiver can ask the world.
  std::function<void(const std::string& url)> world_listens = {};
  examiner::Progress progress = {};
};

/// Says why it could not begin.
Result<examiner::Report, std::string> examine_receiver(const ExamineOptions& options);

/// What was wanted over HTTP, under the rules for targets of webhooks, which hold for the probe and
/// the reset as well. The report as JSON.
Result<std::string, std::string> examine_wanted(const api::ExamineWanted& wanted,
                                                const std::vector<std::string>& webhook_hosts,
                                                const std::function<bool()>& stop);

}  // namespace lotusbox
