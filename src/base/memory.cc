#include "base/memory.h"

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

void return_freed_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace lotusbox
