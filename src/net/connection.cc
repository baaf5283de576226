#include "net/connection.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "base/memory.h"
#include "net/response_writer.h"

namespace lotusbox::net {
namespace {

using boost::system::error_code;

/// An output buffer that grew beyond this is given back once it is sent.
constexpr std::size_t kKeptOutput = 16 * 1024;
/// What is taken from a client whose request is in work: only so is it noticed that it goes.
constexpr std::size_t kReadAheadMax = 64 * 1024;

constexpr Refusal kLaneFull{503, "queue_full",
                            "Too many requests for the same world wait already: send this one "
                            "again when some are answered."};
constexpr Refusal kNoWorker{503, "workers_exhausted", "The server has no thread for this request."};
constexpr Refusal kNoRoom{503, "buffers_exhausted",
                          "The server holds as many bytes for its clients as it may."};
constexpr Refusal kTooSlow{408, "request_timeout", "The request did not arrive whole in time."};

bool is_passing(const error_code& error) {
  return error == asio::error::would_block || error == asio::error::interrupted;
}

}  // namespace

Connection::Connection(ServerLoop& loop, tcp::socket socket)
    : loop_(loop), socket_(std::move(socket)) {}

void Connection::begin(const std::optional<Refusal>& refusal) {
  if (refusal) refuse(*refusal);
  send_output();
}

void Connection::wait_to_read() {
  if (std::exchange(waits_to_read_, true)) return;
  socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const error_code&) {
    self->waits_to_read_ = false;
    if (self->socket_.is_open()) self->read();
  });
}

void Connection::wait_to_write() {
  if (std::exchange(waits_to_write_, true)) return;
  socket_.async_wait(tcp::socket::wait_write, [self = shared_from_this()](const error_code&) {
    self->waits_to_write_ = false;
    if (self->socket_.is_open()) self->send_output();
  });
}

void Connection::read() {
  const bool reads_request =
      state_ == State::kReading && !has_output() && !held_from_ && !close_when_sent_ && !resumes_;
  if (!reads_request && state_ != State::kWorking && state_ != State::kLingering) return;
  error_code error;
  const auto count = socket_.read_some(asio::buffer(loop_.read_buffer()), error);
  if (is_passing(error)) return wait_to_read();
  if (error == asio::error::eof && state_ == State::kWorking) {
    // The client sends nothing more: that it still reads cannot be known before it is answered.
    // Who works long for it may end that; whatever is answered is sent all the same.
    if (caller_) caller_->leave();
    return;
  }
  if (error) return close();  // gone, or finished with no request open: a half-sent one gets none
  const std::string_view bytes(loop_.read_buffer().data(), count);
  if (state_ == State::kLingering) return drop(count);
  if (state_ == State::kWorking) return read_ahead(bytes);
  serve(bytes);
}

void Connection::read_ahead(std::string_view bytes) {
  if (!close_when_sent_) input_.append(bytes);
  count();
  if (input_.size() < kReadAheadMax && loop_.has_room_for(0)) wait_to_read();
}

void Connection::drop(std::size_t bytes) {
  dropped_ += bytes;
  if (dropped_ > loop_.options().linger_bytes_max) return close();
  wait_to_read();
}

/// Goes on with bytes that just arrived, or that waited for an answer before them.
void Connection::serve(std::string_view bytes) {
  serve_requests(bytes);
  if (close_when_sent_) {
    linger_when_sent_ = linger_when_sent_ || !bytes.empty();
  } else {
    input_.assign(bytes);
  }
  count();
  send_output();
}

void Connection::serve_requests(std::string_view& bytes) {
  const auto& options = loop_.options();
  std::size_t served = 0;
  const auto output_max = loop_.has_room_for(0) ? options.output_bytes_max : 1;
  const auto may_serve = [this] { return !held_from_ || !loop_.is_writing(); };
  while (!bytes.empty() && state_ == State::kReading && !close_when_sent_ && may_serve() &&
         served < options.requests_per_turn && output_.size() - sent_ < output_max) {
    switch (reader_.read(bytes, loop_.limits())) {
      case RequestReader::Progress::kNeedsMore:
        count();
        if (counted_ > ServerLoop::kSmallBytes && !loop_.has_room_for(0)) refuse(kNoRoom);
        break;
      case RequestReader::Progress::kWantsContinue:
        output_.append("HTTP/1.1 100 Continue\r\n\r\n");
        break;
      case RequestReader::Progress::kComplete:
        ++served;
        request_begun_ = false;
        answer();
        break;
      case RequestReader::Progress::kRefused: refuse(reader_.refusal()); break;
    }
  }
}

/// Serves what arrived behind a request that is answered now.
void Connection::go_on() {
  const std::string bytes = std::exchange(input_, std::string());
  serve(bytes);
}

void Connection::answer() {
  if (loop_.options().asks_before_sending) loop_.will_handle();
  auto response = loop_.handler().try_handle(reader_.request());
  if (!response) return hand_to_worker();
  if (loop_.options().asks_before_sending && !held_from_) {
    held_from_ = output_.size();
    loop_.hold(shared_from_this());
  }
  take_answer(std::move(*response));
}

/// Appends an answer, or keeps it until its time has come: no thread waits for that, and other
/// connections are served meanwhile.
void Connection::take_answer(Response response) {
  caller_.reset();
  if (response.delay_ms > 0 && !loop_.stopping()) {
    state_ = State::kDelaying;
    const std::chrono::milliseconds delay(std::exchange(response.delay_ms, 0));
    delayed_.reset(new Delayed{asio::steady_timer(loop_.io(), delay), std::move(response)});
    delayed_->timer.async_wait([self = shared_from_this()](const error_code& error) {
      if (!error && self->delayed_) self->end_delay();
    });
    return;
  }
  state_ = State::kReading;
  append_answer(response);
  reader_.next();
}

/// The time of a delayed answer has come.
void Connection::end_delay() {
  const auto delayed = std::move(delayed_);
  take_answer(std::move(delayed->response));
  go_on();
}

/// What was answered goes out, together with the answers of others.
void Connection::release(const std::optional<Response>& instead) {
  if (!socket_.is_open()) return;  // the client did not wait
  if (instead) {
    output_.resize(*held_from_);
    if (delayed_) state_ = State::kReading;
    delayed_.reset();
    close_when_sent_ = true;
    append_answer(*instead);
  }
  held_from_.reset();
  send_output();
}

void Connection::hand_to_worker() {
  state_ = State::kWorking;
  caller_ = std::make_shared<Caller>();
  const auto request_bytes = reader_.room_taken();
  const std::string lane = loop_.handler().lane_of(reader_.request());
  auto job = [self = shared_from_this(), caller = caller_, request_bytes,
              is_head = reader_.is_head(),
              request = std::move(reader_.request())](Lanes::Turn& turn) mutable {
    caller->on_step_aside([&turn] { turn.step_aside(); });
    Response response = self->loop_.handler().handle_for(request, *caller);
    free_text(request.body);
    auto& io = self->loop_.io();
    if (response.more && !is_head) {
      turn.step_aside();  // the parts may come for as long as the client wants
      return send_parts(std::move(self), std::move(response), request_bytes);
    }
    asio::post(io,
               [self = std::move(self), response = std::move(response), request_bytes]() mutable {
                 self->loop_.count_work_done(request_bytes);
                 if (!self->socket_.is_open()) return self->loop_.count_freed(response.body.size());
                 self->take_answer(std::move(response));
                 self->go_on();
               });
  };
  const auto taken = loop_.run_job(lane, std::move(job));
  if (taken == Lanes::Taken::yes) return loop_.count_work(request_bytes);
  state_ = State::kReading;
  caller_.reset();
  refuse(taken == Lanes::Taken::lane_full ? kLaneFull : kNoWorker);
}

void Connection::send_parts(std::shared_ptr<Connection> self, Response response,
                            std::size_t request_bytes) {
  auto& io = self->loop_.io();
  const auto more = std::exchange(response.more, nullptr);
  asio::post(io, [self, response = std::move(response), request_bytes] {
    self->loop_.count_work_done(request_bytes);
    if (self->socket_.is_open()) self->begin_parts(response);
  });
  std::string part;
  while (more(part)) {
    asio::post(io, [self, part = std::exchange(part, std::string())] {
      if (self->socket_.is_open()) self->take_part(part, false);
    });
  }
  // The connection must end on the thread of the loop, so the last post takes it along.
  asio::post(io, [self = std::move(self), part = std::move(part)] {
    if (self->socket_.is_open()) self->take_part(part, true);
  });
}

/// The head; the client is still watched, since only so its going ends the parts.
void Connection::begin_parts(const Response& response) {
  const bool no_chunks = reader_.version_minor() == 0;
  if (!reader_.keep_alive() || loop_.stopping() || no_chunks) close_when_sent_ = true;
  AnswerFrame frame;
  frame.keep_alive = !close_when_sent_;
  frame.version_minor = reader_.version_minor();
  frame.date = loop_.date();
  frame.in_parts = true;
  append_response(output_, response, frame);
  count();
  send_output();
}

/// A client that does not read its parts is let go: what it missed it asks for again.
void Connection::take_part(std::string_view part, bool last) {
  append_part(output_, part, reader_.version_minor());
  if (last) append_last_part(output_, reader_.version_minor());
  count();
  if (output_.size() - sent_ > loop_.options().output_bytes_max) return close();
  if (!last) return send_output();
  caller_.reset();
  state_ = State::kReading;
  reader_.next();
  go_on();
}

void Connection::refuse(const Refusal& refusal) {
  const Response response = loop_.options().refuse(refusal, reader_.request());
  reader_.give_up();
  close_when_sent_ = true;
  linger_when_sent_ = true;
  AnswerFrame frame;
  frame.keep_alive = false;
  frame.date = loop_.date();
  append_response(output_, response, frame);
}

void Connection::append_answer(const Response& response) {
  if (response.body.size() > ServerLoop::kSmallBytes && !loop_.has_room_for(response.body.size())) {
    return refuse(kNoRoom);
  }
  if (!reader_.keep_alive() || loop_.stopping()) close_when_sent_ = true;
  AnswerFrame frame;
  frame.head_only = reader_.is_head();
  frame.keep_alive = !close_when_sent_;
  // What breaks on purpose does not announce it.
  if (response.drop || response.truncate_after) close_when_sent_ = true;
  if (response.drop) return;
  frame.version_minor = reader_.version_minor();
  frame.date = loop_.date();
  append_response(output_, response, frame);
  count();
}

void Connection::send_output() {
  if (held_from_) return;
  while (has_output()) {
    error_code error;
    sent_ += socket_.write_some(asio::buffer(output_) + sent_, error);
    if (error == asio::error::interrupted) continue;
    if (error == asio::error::would_block) {
      set_deadline(loop_.options().write_stall_max);
      return wait_to_write();
    }
    if (error) return close();
  }
  sent_ = 0;
  output_.clear();
  if (output_.capacity() > kKeptOutput) free_text(output_);
  count();
  settle();
}

/// Everything is sent: decides what the connection waits for now.
void Connection::settle() {
  if (state_ == State::kLingering) return;
  if (state_ != State::kReading) {
    deadline_ = Clock::time_point::max();
    if (caller_ && !caller_->gone()) wait_to_read();
    return;
  }
  if (close_when_sent_) return finish();
  if (input_.empty()) {
    wait_to_read();
  } else if (!std::exchange(resumes_, true)) {
    asio::post(loop_.io(), [self = shared_from_this()] {
      self->resumes_ = false;
      if (self->socket_.is_open()) self->go_on();
    });
  }
  if (reader_.between_requests()) {
    set_deadline(loop_.options().idle_time_max);
  } else if (!request_begun_) {
    request_begun_ = true;
    set_deadline(loop_.options().request_time_max);
  }
}

void Connection::finish() {
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  if (!linger_when_sent_) return close();
  state_ = State::kLingering;
  free_text(input_);
  count();
  wait_to_read();
  set_deadline(loop_.options().linger_time_max);
}

void Connection::stop() {
  if (state_ == State::kReading && !has_output() && !held_from_) return close();
  close_when_sent_ = true;
  input_.clear();
  // An answer that waits for its time is not worth waiting for.
  if (delayed_) end_delay();
}

void Connection::be_late() {
  if (!request_begun_ || has_output() || state_ != State::kReading) return close();
  refuse(kTooSlow);
  send_output();
}

void Connection::close() {
  if (!socket_.is_open()) return;
  if (caller_) caller_->leave();
  delayed_.reset();
  error_code ignored;
  socket_.close(ignored);
  loop_.count(std::exchange(counted_, 0), 0);
  loop_.forget(shared_from_this());
}

void Connection::count() {
  const auto taken = reader_.room_taken() + input_.capacity() + output_.capacity() +
                     (delayed_ ? delayed_->response.body.capacity() : 0);
  loop_.count(std::exchange(counted_, taken), taken);
}

void Connection::set_deadline(std::chrono::milliseconds from_now) {
  deadline_ = Clock::now() + from_now;
  loop_.watch_deadline(deadline_);
}

}  // namespace lotusbox::net
