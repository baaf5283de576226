// The half of the event loop that deals with the requests and answers of one connection.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/memory.h"
#include "net/event_loop.h"
#include "net/response_writer.h"

namespace lotusbox::net {
namespace {

/// An output buffer that grew beyond this is given back once it is sent.
constexpr std::size_t kKeptOutput = 16 * 1024;

constexpr Refusal kNoWorker{503, "workers_exhausted", "The server has no thread for this request."};

constexpr Refusal kNoRoom{503, "buffers_exhausted",
                          "The server holds as many bytes for its clients as it may."};

bool would_block(int error) { return error == EAGAIN; }  // EWOULDBLOCK is the same on Linux

}  // namespace

void EventLoop::read_from(Connection& connection) {
  if (connection.state == Connection::State::kLingering) return drop_input(connection);
  const bool may_read = connection.state == Connection::State::kReading &&
                        !connection.has_output() && !connection.close_when_sent;
  if (!may_read) {
    // Asked for again when the connection is ready; most clients never get here, so the usual
    // request costs no call to epoll_ctl.
    return watch(connection, connection.interest & ~static_cast<std::uint32_t>(EPOLLIN));
  }
  if (connection.resumes_this_turn) return;
  const auto count = recv(connection.socket.get(), read_buffer_.data(), read_buffer_.size(), 0);
  if (count > 0) {
    return serve(connection, {read_buffer_.data(), static_cast<std::size_t>(count)});
  }
  if (count < 0 && (would_block(errno) || errno == EINTR)) return;
  close(connection);  // gone, or finished with no request open: a half-sent one gets no answer
}

void EventLoop::drop_input(Connection& connection) {
  const auto count = recv(connection.socket.get(), read_buffer_.data(), read_buffer_.size(), 0);
  if (count < 0 && (would_block(errno) || errno == EINTR)) return;
  if (count <= 0) return close(connection);
  connection.dropped += static_cast<std::size_t>(count);
  if (connection.dropped > options_.linger_bytes_max) close(connection);
}

/// Goes on with bytes that just arrived, or that waited for an answer before them.
void EventLoop::serve(Connection& connection, std::string_view bytes) {
  serve_requests(connection, bytes);
  if (connection.close_when_sent) {
    connection.linger_when_sent = connection.linger_when_sent || !bytes.empty();
  } else {
    connection.input.assign(bytes);
  }
  count(connection);
  send_output(connection);
}

void EventLoop::serve_requests(Connection& connection, std::string_view& bytes) {
  std::size_t served = 0;
  const auto output_max = has_room_for(0) ? options_.output_bytes_max : 1;
  while (!bytes.empty() && connection.state == Connection::State::kReading &&
         !connection.close_when_sent && served < options_.requests_per_turn &&
         connection.output.size() - connection.sent < output_max) {
    switch (connection.reader.read(bytes, limits_)) {
      case RequestReader::Progress::kNeedsMore:
        count(connection);
        if (connection.counted > kSmallBytes && !has_room_for(0)) refuse(connection, kNoRoom);
        break;
      case RequestReader::Progress::kWantsContinue:
        connection.output.append("HTTP/1.1 100 Continue\r\n\r\n");
        break;
      case RequestReader::Progress::kComplete:
        ++served;
        connection.request_begun = false;
        answer(connection);
        break;
      case RequestReader::Progress::kRefused:
        refuse(connection, connection.reader.refusal());
        break;
    }
  }
}

void EventLoop::answer(Connection& connection) {
  auto response = handler_.try_handle(connection.reader.request());
  if (!response) return hand_to_worker(connection);
  if (options_.asks_before_sending) hold_answers(connection);
  take_answer(connection, std::move(*response));
}

/// Appends an answer, or keeps it until its time has come: no thread waits for that, and other
/// connections are served meanwhile.
void EventLoop::take_answer(Connection& connection, Response response) {
  connection.caller.reset();
  if (response.delay_ms > 0 && !stopping_) {
    connection.state = Connection::State::kDelaying;
    connection.delayed = std::make_unique<Response>(std::move(response));
    connection.delayed_until = now_ + std::chrono::milliseconds(connection.delayed->delay_ms);
    return;
  }
  connection.state = Connection::State::kReading;
  append_answer(connection, response);
  connection.reader.next();
}

/// The time of a delayed answer has come.
void EventLoop::end_delay(Connection& connection) {
  const auto delayed = std::move(connection.delayed);
  delayed->delay_ms = 0;
  take_answer(connection, std::move(*delayed));
  go_on(connection);
}

void EventLoop::hold_answers(Connection& connection) {
  if (connection.held_from) return;
  connection.held_from = connection.output.size();
  held_.push_back(connection.key);
}

/// The end of a turn: what was answered in it goes out, all together.
void EventLoop::release_held() {
  if (held_.empty()) return;
  const auto instead = handler_.before_sending();
  for (const auto key : held_) {
    Connection* connection = connections_.find(key);
    if (connection == nullptr) continue;  // the client did not wait
    if (instead) {
      connection->output.resize(*connection->held_from);
      if (connection->delayed) connection->state = Connection::State::kReading;
      connection->delayed.reset();
      connection->close_when_sent = true;
      append_answer(*connection, *instead);
    }
    connection->held_from.reset();
    send_output(*connection);
  }
  held_.clear();
}

void EventLoop::hand_to_worker(Connection& connection) {
  connection.state = Connection::State::kWorking;
  const auto request_bytes = connection.reader.room_taken();
  connection.caller = std::make_shared<Caller>();
  auto job = [this, key = connection.key, request_bytes, caller = connection.caller,
              request = std::move(connection.reader.request())]() mutable {
    Response response = handler_.handle_for(request, *caller);
    free_text(request.body);
    const std::lock_guard lock(answers_mutex_);
    answers_.push_back({key, std::move(response), request_bytes});
    if (answers_.size() == 1) eventfd_write(wake_.get(), 1);
  };
  if (workers_.run(std::move(job))) {
    in_work_ += request_bytes;
    return;
  }
  connection.state = Connection::State::kReading;
  connection.caller.reset();
  refuse(connection, kNoWorker);
}

void EventLoop::refuse(Connection& connection, const Refusal& refusal) {
  connection.reader.give_up();
  connection.close_when_sent = true;
  connection.linger_when_sent = true;
  AnswerFrame frame;
  frame.keep_alive = false;
  frame.date = date_;
  append_response(connection.output, make_refusal_response(refusal, options_.refusal_headers),
                  frame);
}

void EventLoop::append_answer(Connection& connection, const Response& response) {
  if (response.body.size() > kSmallBytes && !has_room_for(response.body.size())) {
    return refuse(connection, kNoRoom);
  }
  const auto& reader = connection.reader;
  if (!reader.keep_alive() || stopping_) connection.close_when_sent = true;
  AnswerFrame frame;
  frame.head_only = reader.is_head();
  frame.keep_alive = !connection.close_when_sent;
  // What breaks on purpose does not announce it.
  if (response.drop || response.truncate_after) connection.close_when_sent = true;
  if (response.drop) return;
  frame.version_minor = reader.version_minor();
  frame.date = date_;
  append_response(connection.output, response, frame);
  count(connection);
}

void EventLoop::send_output(Connection& connection) {
  if (connection.held_from) return;
  while (connection.has_output()) {
    const auto count = send(connection.socket.get(), connection.output.data() + connection.sent,
                            connection.output.size() - connection.sent, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && !would_block(errno)) return close(connection);
    if (count < 0) {
      set_deadline(connection, options_.write_stall_max);
      return watch(connection, connection.interest | EPOLLOUT);
    }
    connection.sent += static_cast<std::size_t>(count);
  }
  connection.sent = 0;
  connection.output.clear();
  if (connection.output.capacity() > kKeptOutput) free_text(connection.output);
  count(connection);
  settle(connection);
}

/// Everything is sent: decides what the connection waits for now.
void EventLoop::settle(Connection& connection) {
  if (connection.state == Connection::State::kLingering) return;
  const bool delays = connection.state == Connection::State::kDelaying;
  if (delays || connection.state == Connection::State::kWorking) {
    connection.deadline = delays ? connection.delayed_until : Clock::time_point::max();
    next_deadline_ = std::min(next_deadline_, connection.deadline);
    const bool told = connection.caller && !connection.caller->gone();
    const auto interest = connection.interest & ~static_cast<std::uint32_t>(EPOLLOUT);
    return watch(connection, interest | (told ? static_cast<std::uint32_t>(EPOLLRDHUP) : 0U));
  }
  if (connection.close_when_sent) return finish(connection);
  watch(connection, EPOLLIN);
  if (!connection.input.empty() && !connection.resumes_this_turn) {
    connection.resumes_this_turn = true;
    resuming_.push_back(connection.key);
  }
  if (connection.reader.between_requests()) {
    set_deadline(connection, options_.idle_time_max);
  } else if (!connection.request_begun) {
    connection.request_begun = true;
    set_deadline(connection, options_.request_time_max);
  }
}

void EventLoop::finish(Connection& connection) {
  shutdown(connection.socket.get(), SHUT_WR);
  if (!connection.linger_when_sent) return close(connection);
  connection.state = Connection::State::kLingering;
  free_text(connection.input);
  watch(connection, EPOLLIN);
  set_deadline(connection, options_.linger_time_max);
}

}  // namespace lotusbox::net
