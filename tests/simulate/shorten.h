// Makes a failing run short: which of its steps are needed to fail. Each trial runs in a process of
// its own, because a run may fail by an abort.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace lotusbox::simulate {

/// Runs `work` in a child process and gives what it said is wrong; empty: nothing. A child that a
/// signal ends, or that takes longer than `seconds`, says so.
std::string tried(const std::function<std::string()>& work, int seconds = 60);

/// Indexes of the steps that are left when no single one, and no larger part, can be left out any
/// more: `fails` says whether these steps, in this order, still fail. All of them together must.
std::vector<std::size_t> shortened(
    std::size_t count, const std::function<bool(const std::vector<std::size_t>&)>& fails);

}  // namespace lotusbox::simulate
