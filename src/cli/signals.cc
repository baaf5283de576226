#include "cli/signals.h"

#include <ctime>
#include <thread>

namespace lotusbox::cli {

HeldSignals::HeldSignals(std::initializer_list<int> signals) {
  sigemptyset(&set_);
  for (const int signal : signals) sigaddset(&set_, signal);
  pthread_sigmask(SIG_BLOCK, &set_, &before_);
}

HeldSignals::~HeldSignals() {
  // What came too late to be waited for would now do what signals do to a program that lets them.
  while (wait(std::chrono::milliseconds(0)) != 0) {
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int HeldSignals::wait(std::chrono::milliseconds time) const {
  const timespec pause{time.count() / 1000, time.count() % 1000 * 1000000};
  const int signal = sigtimedwait(&set_, nullptr, &pause);
  return signal > 0 ? signal : 0;
}

void HeldSignals::release() const { pthread_sigmask(SIG_UNBLOCK, &set_, nullptr); }

void stop_ignoring(std::initializer_list<int> signals) {
  for (const int number : signals) ::signal(number, SIG_DFL);
}

int run_until_signal(const HeldSignals& signals, std::atomic<bool>& stop,
                     const std::function<void()>& work) {
  const pthread_t waiting = pthread_self();
  std::thread worker([&] {
    work();
    pthread_kill(waiting, SIGUSR1);
  });
  int signal = 0;
  for (int came = 0; came != SIGUSR1;) {
    came = signals.wait(std::chrono::hours(1));
    if (came == 0 || came == SIGUSR1) continue;
    signal = came;
    stop = true;
  }
  worker.join();
  return signal;
}

}  // namespace lotusbox::cli
