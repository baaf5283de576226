#include "base/memory.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace lotusbox {

void give_long_texts_back() {
#ifdef __GLIBC__
  constexpr int kLong = 256 * 1024;
  mallopt(M_MMAP_THRESHOLD, kLong);
#endif
}

std::uint64_t resident_memory() {
  // Opened once; each read from its beginning tells the present.
  static const int statm = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  std::array<char, 64> text{};
  const ssize_t read = statm < 0 ? -1 : ::pread(statm, text.data(), text.size() - 1, 0);
  // "<total> <resident> …", in pages.
  const char* const end = text.data() + std::max<ssize_t>(read, 0);
  const char* const space = std::find(static_cast<const char*>(text.data()), end, ' ');
  std::uint64_t pages = 0;
  if (space != end && std::from_chars(space + 1, end, pages).ec == std::errc()) {
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  }
  // Without /proc: what the allocator knows of.
#ifdef __GLIBC__
  const auto heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
#else
  return 0;
#endif
}

void return_freed_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace lotusbox
