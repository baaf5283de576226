// What nearly every source there reads, compiled once. A source still includes what it uses:
// the builds of `./dev check` do without this.
#include <doctest/doctest.h>

#include "core/run/step.h"
#include "support/builders.h"
