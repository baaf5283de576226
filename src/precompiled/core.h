// What nearly every source there reads, compiled once. A source still includes what it uses:
// the builds of `./dev check` do without this.
#include "core/behaviour/change.h"
#include "core/behaviour/rule.h"
#include "core/model/world.h"
