#include "base/memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace lotusbox {

void return_freed_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace lotusbox
