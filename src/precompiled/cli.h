// What nearly every source there reads, compiled once. A source still includes what it uses:
// the builds of `./dev check` do without this.
#include "cli/commands.h"
#include "sandbox/sandbox.h"
