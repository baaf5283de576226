#include "net/exchange.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace lotusbox::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

Verdict verdict(Verdict::Kind kind, std::string detail) { return {kind, 0, 0, std::move(detail)}; }

bool is_end(const boost::system::error_code& error) {
  return error == asio::error::eof || error == asio::ssl::error::stream_truncated;
}

}  // namespace

Exchange::Exchange(asio::io_context& io, ExchangeInput input)
    : input_(std::move(input)), socket_(io), timer_(io), reader_(input_.answer_bytes_max) {}

void Exchange::start(HostLookup& lookup) {
  started_ = std::chrono::steady_clock::now();
  timer_.expires_at(started_ + input_.timeout);
  timer_.async_wait([self = shared_from_this()](const Error& error) {
    if (!error) self->finish(verdict(Verdict::timed_out, "timed out: " + self->doing_));
  });
  if (const std::string no = input_.gate ? input_.gate(input_.target.host, {}) : ""; !no.empty()) {
    return finish(verdict(Verdict::unreachable, "not allowed: " + no));
  }
  lookup.find(input_.target.host, input_.target.port,
              [self = shared_from_this()](const Result<Endpoints, std::string>& found) {
                if (!self->done_) return;
                if (found) return self->choose(*found);
                self->finish(verdict(Verdict::unreachable, found.error()));
              });
}

void Exchange::abort() { finish(verdict(Verdict::aborted, "stopped: " + doing_)); }

void Exchange::choose(const Endpoints& found) {
  if (!input_.gate) return connect(found);
  Endpoints good;
  std::string problem;
  for (const auto& endpoint : found) {
    const std::string no = input_.gate(input_.target.host, endpoint.address().to_string());
    if (no.empty()) good.push_back(endpoint);
    if (problem.empty()) problem = no;
  }
  if (!good.empty() || problem.empty()) return connect(good);
  finish(verdict(Verdict::unreachable, "not allowed: " + problem));
}

void Exchange::connect(const Endpoints& endpoints) {
  doing_ = "connecting";
  asio::async_connect(socket_, endpoints,
                      [self = shared_from_this()](const Error& error, const tcp::endpoint&) {
                        if (!self->done_) return;
                        if (error) return self->fail(error, "connecting");
                        Error ignored;
                        self->socket_.set_option(tcp::no_delay(true), ignored);
                        if (self->input_.target.tls) return self->shake_hands();
                        self->send();
                      });
}

void Exchange::shake_hands() {
  doing_ = "agreeing on TLS";
  tls_.emplace(socket_, *input_.tls);
  expect_host(*tls_, input_.target.host);
  tls_->async_handshake(asio::ssl::stream_base::client,
                        [self = shared_from_this()](const Error& error) {
                          if (!self->done_) return;
                          if (error) return self->fail(error, "agreeing on TLS");
                          self->send();
                        });
}

void Exchange::send() {
  doing_ = "sending";
  auto sent = [self = shared_from_this()](const Error&, std::size_t) {
    // When the receiver takes no more it may have answered already.
    if (self->done_) self->receive();
  };
  if (tls_) return asio::async_write(*tls_, asio::buffer(input_.bytes), std::move(sent));
  asio::async_write(socket_, asio::buffer(input_.bytes), std::move(sent));
}

void Exchange::receive() {
  doing_ = reader_.status() == 0 ? "waiting for the answer" : "reading the answer";
  auto received = [self = shared_from_this()](const Error& error, std::size_t bytes) {
    if (!self->done_) return;
    if (error) return self->end_of_answer(error);
    self->take(bytes);
  };
  if (tls_) return tls_->async_read_some(asio::buffer(buffer_), std::move(received));
  socket_.async_read_some(asio::buffer(buffer_), std::move(received));
}

void Exchange::take(std::size_t bytes) {
  switch (reader_.read({buffer_.data(), bytes})) {
    case AnswerReader::Progress::kNeedsMore: return receive();
    case AnswerReader::Progress::kComplete:
      return finish({Verdict::answered, reader_.status(), 0, {}});
    case AnswerReader::Progress::kMalformed: break;
  }
  finish(verdict(Verdict::unreachable, "not HTTP: \"" + reader_.beginning() + "\""));
}

/// The receiver closed. A status without its whole body is an answer still: it was decided.
void Exchange::end_of_answer(const Error& error) {
  if (reader_.status() == 0) return fail(error, "before the answer");
  const bool whole = is_end(error) && reader_.finish() == AnswerReader::Progress::kComplete;
  finish({Verdict::answered, reader_.status(), 0, whole ? "" : "closed early: within the body"});
}

void Exchange::fail(const Error& error, const std::string& when) {
  if (error == asio::error::connection_refused) {
    return finish(verdict(Verdict::refused, "refused: nothing listens there"));
  }
  std::string detail = "unreachable: " + error.message();
  if (is_end(error)) {
    const std::string begun = reader_.beginning();
    detail = begun.empty() ? "closed early: " + when : "closed early: after \"" + begun + "\"";
  } else if (error == asio::error::connection_reset || error == asio::error::broken_pipe) {
    detail = "reset: " + when;
  } else if (tls_ && error.category() == asio::error::get_ssl_category()) {
    detail = "TLS: " + tls_problem(*tls_, error);
  }
  finish(verdict(Verdict::unreachable, std::move(detail)));
}

void Exchange::finish(Verdict verdict) {
  if (!done_) return;
  verdict.took_ms = static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                         std::chrono::steady_clock::now() - started_)
                                         .count());
  timer_.cancel();
  Error ignored;
  socket_.close(ignored);
  std::exchange(done_, nullptr)(std::move(verdict));
}

}  // namespace lotusbox::net
