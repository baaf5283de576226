// A small HTTP load generator for benchmarks: one thread, one epoll, many keep-alive connections,
// each with one request under way. It only knows where an answer ends, so that what is measured is
// the server.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/file_descriptor.h"

namespace lotusbox::net {

struct LoadResult {
  double requests_per_second = 0;
  double p50_us = 0;
  double p99_us = 0;
  double max_us = 0;
  double served_us = 0;  ///< processor time of a request in the other threads of this process
  int errors = 0;        ///< connections lost and answers with a status of 400 or above
};

/// Sends `make_request_bytes(i)`, i counting over all connections, as fast as answers come.
LoadResult run_load(int port, int connections, double seconds,
                    const std::function<std::string(int i)>& make_request_bytes);

/// Connections that do nothing, held as long as the result lives.
std::vector<FileDescriptor> open_idle_connections(int port, int count);

/// Lifts the soft limit on descriptors to the hard one.
void raise_descriptor_limit();

}  // namespace lotusbox::net
