#include "store/data_url.h"

#include <doctest/doctest.h>

using namespace lotusbox::store;

TEST_CASE("a database is told from a file by its URL") {
  CHECK(is_postgres_url("postgresql://db/lotusbox"));
  CHECK(is_postgres_url("postgres://"));
  for (const char* file : {"journal.db", "postgresql.db", "/postgresql://x", "mysql://db/x", ""}) {
    CHECK_FALSE(is_postgres_url(file));
  }
}

TEST_CASE("a URL is shown without its password") {
  CHECK(shown_url("postgresql://me:secret@db/x") == "postgresql://me@db/x");
  CHECK(shown_url("postgresql://me:se:cr@et@db:5432/x") == "postgresql://me@db:5432/x");
  CHECK(shown_url("postgresql://db/x?user=me&password=secret") == "postgresql://db/x");
  CHECK(shown_url("postgres://me@db:5432/x") == "postgres://me@db:5432/x");
  CHECK(shown_url("a file: with@signs?") == "a file: with@signs?");
}
