// One life of a whole sandbox, in one process and on one thread: clients with worlds of their own,
// receivers, a journal on a disk that fails, restarts. The model of the pages lives beside each
// world. What was answered has to be there after every restart; what was refused changes nothing.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sandbox/internals.h"
#include "simulate/asked.h"
#include "simulate/core_walk.h"
#include "simulate/model.h"
#include "simulate/steps.h"

namespace lotusbox::simulate {

class Product {
 public:
  /// The journal lies in `file`, which must not be there yet.
  Product(std::uint64_t seed, std::string file);
  ~Product();

  std::string run(const Step& step);  ///< says what is wrong; empty: nothing
  std::string end(Tally& tally);      ///< a last restart and a last look

  /// Of all answers and deliveries so far, byte by byte.
  [[nodiscard]] std::uint64_t hash() const { return hash_; }
  [[nodiscard]] std::int64_t restarts() const { return restarts_; }
  [[nodiscard]] std::int64_t deaths() const { return deaths_; }

 private:
  struct Life {
    Model model{{}};
    std::map<std::string, Model> snapshots;
  };
  using Lives = std::map<std::string, Life>;
  using Facts = std::map<std::string, std::string>;  ///< by key: all but how deliveries went
  enum class Dying : std::uint8_t { no, killed, without_power };

  // product.cc
  std::string step_of_world(const Step& step, const std::string& key);
  std::string exchange(const std::string& key, const Asked& asked, bool watch);
  std::string answered(const std::string& key, const Call& call, const Prediction& predicted,
                       const Response& response, const Facts& before);
  std::string wait(const std::string& key, std::int64_t seconds);
  std::string move_world(const Step& step, const std::string& key);
  std::string again(const Step& step, const std::string& key);
  std::string stranger(const Step& step);
  std::string open(const std::string& key);
  std::string room_again();
  Response handle(const Request& request);

  // product_restart.cc
  std::string make();
  std::string restart();
  std::string come_back(const Facts& before, const Facts& after, const Lives& lives_before);
  std::string check(const std::string& key);
  [[nodiscard]] Facts facts(bool deliveries = false) const;
  int receive(const WebhookDelivery& delivery);
  void note(std::string_view bytes);
  template <class Work>
  auto with(const std::string& key, Work work) const;

  const std::uint64_t seed_;
  const std::string file_;
  std::unique_ptr<Sandbox> box_;
  Lives lives_;
  std::map<std::string, int> receivers_;
  Dying dying_ = Dying::no;
  int full_for_ = 0;  ///< calls
  std::uint64_t hash_ = 14695981039346656037U;
  std::int64_t restarts_ = 0, deaths_ = 0, steps_ = 0, calls_ = 0, refusals_ = 0;
};

/// Runs a life of these steps; hash and counts go to what is given.
std::string live(std::uint64_t seed, const std::vector<Step>& steps, const std::string& file,
                 Tally& tally, std::uint64_t& hash);

}  // namespace lotusbox::simulate
