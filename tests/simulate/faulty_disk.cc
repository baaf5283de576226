#include "simulate/faulty_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/check.h"

// NOLINTBEGIN(readability-identifier-naming): the names are SQLite's.
namespace lotusbox::simulate {

namespace {

struct Write {
  std::int64_t at;
  std::string bytes;  ///< nothing: the file was cut to that length
  bool cut = false;
};

/// A file as it was when it was last synced, and what was written since.
struct Kept {
  std::string synced;
  std::vector<Write> since;
};

struct State {
  std::map<std::string, Kept> files;
  int until_death = 0;  ///< writes; 0: not armed
  int torn_bytes = 0;
  bool dead = false, full = false;
  std::int64_t writes = 0;
  sqlite3_vfs* below = nullptr;
  sqlite3_vfs vfs{};
};

State& state() {
  static State made;
  return made;
}

struct File {
  sqlite3_file base;
  sqlite3_file* below;
  std::string* path;  ///< null: a file without a name, which nothing is kept of
};

File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* below(sqlite3_file* file) { return of(file).below; }

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) return {};
  std::string bytes(static_cast<std::size_t>(in.tellg()), '\0');
  in.seekg(0).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

void note(sqlite3_file* file, Write write) {
  ++state().writes;
  if (of(file).path != nullptr) state().files[*of(file).path].since.push_back(std::move(write));
}

/// True when this write is the one at which the process dies.
bool dies_now() {
  State& now = state();
  if (now.until_death == 0 || --now.until_death > 0) return false;
  now.dead = true;
  return true;
}

int x_close(sqlite3_file* file) {
  const int result = below(file)->pMethods->xClose(below(file));
  std::free(of(file).below);
  delete of(file).path;
  return result;
}

int x_write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  State& now = state();
  if (now.dead) return SQLITE_OK;
  if (now.full) return SQLITE_FULL;
  const bool last = dies_now();
  const int kept = last ? std::min(count, now.torn_bytes) : count;
  if (kept == 0) return SQLITE_OK;
  note(file, {at, std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(kept))});
  return below(file)->pMethods->xWrite(below(file), bytes, kept, at);
}

int x_truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (state().dead) return SQLITE_OK;
  note(file, {size, {}, true});
  return below(file)->pMethods->xTruncate(below(file), size);
}

/// What a write makes of the bytes of its file; only `part` of it, when it is torn.
void apply(std::string& bytes, const Write& write, std::size_t part) {
  const auto at = static_cast<std::size_t>(write.at);
  if (write.cut) {
    bytes.resize(std::min(bytes.size(), at));
    return;
  }
  if (bytes.size() < at + part) bytes.resize(at + part);
  bytes.replace(at, part, write.bytes, 0, part);
}

int x_sync(sqlite3_file* file, int flags) {
  if (state().dead) return SQLITE_OK;
  if (of(file).path != nullptr) {
    Kept& kept = state().files[*of(file).path];
    for (const Write& write : kept.since) apply(kept.synced, write, write.bytes.size());
    kept.since.clear();
  }
  return below(file)->pMethods->xSync(below(file), flags);
}

const sqlite3_io_methods kMethods = {
    2,
    x_close,
    [](sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
      return below(f)->pMethods->xRead(below(f), to, count, at);
    },
    x_write,
    x_truncate,
    x_sync,
    [](sqlite3_file* f, sqlite3_int64* size) {
      return below(f)->pMethods->xFileSize(below(f), size);
    },
    [](sqlite3_file* f, int lock) { return below(f)->pMethods->xLock(below(f), lock); },
    [](sqlite3_file* f, int lock) { return below(f)->pMethods->xUnlock(below(f), lock); },
    [](sqlite3_file* f, int* out) { return below(f)->pMethods->xCheckReservedLock(below(f), out); },
    [](sqlite3_file* f, int op, void* arg) {
      return below(f)->pMethods->xFileControl(below(f), op, arg);
    },
    [](sqlite3_file* f) { return below(f)->pMethods->xSectorSize(below(f)); },
    [](sqlite3_file* f) { return below(f)->pMethods->xDeviceCharacteristics(below(f)); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** to) {
      return below(f)->pMethods->xShmMap(below(f), page, size, extend, to);
    },
    [](sqlite3_file* f, int offset, int n, int flags) {
      return below(f)->pMethods->xShmLock(below(f), offset, n, flags);
    },
    [](sqlite3_file* f) { below(f)->pMethods->xShmBarrier(below(f)); },
    [](sqlite3_file* f, int remove) { return below(f)->pMethods->xShmUnmap(below(f), remove); },
    nullptr,
    nullptr};

int x_open(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* out) {
  State& now = state();
  auto* real =
      static_cast<sqlite3_file*>(std::calloc(1, static_cast<std::size_t>(now.below->szOsFile)));
  LOTUSBOX_CHECK(real != nullptr, "memory for a file");
  const int result = now.below->xOpen(now.below, name, real, flags, out);
  file->pMethods = nullptr;
  if (result != SQLITE_OK) {
    if (real->pMethods != nullptr) real->pMethods->xClose(real);
    std::free(real);
    return result;
  }
  of(file).below = real;
  of(file).path = name == nullptr ? nullptr : new std::string(name);
  if (name != nullptr && now.files.count(name) == 0) now.files[name].synced = content(name);
  file->pMethods = &kMethods;
  return SQLITE_OK;
}

int x_delete(sqlite3_vfs* /*vfs*/, const char* name, int sync) {
  State& now = state();
  if (now.dead) return SQLITE_OK;
  now.files.erase(name);
  return now.below->xDelete(now.below, name, sync);
}

}  // namespace

void FaultyDisk::install() {
  State& now = state();
  if (now.below != nullptr) return;
  now.below = sqlite3_vfs_find(nullptr);
  LOTUSBOX_CHECK(now.below != nullptr, "SQLite knows a disk");
  now.vfs = *now.below;
  now.vfs.szOsFile = sizeof(File);
  now.vfs.zName = "faulty";
  now.vfs.pNext = nullptr;
  now.vfs.xOpen = x_open;
  now.vfs.xDelete = x_delete;
  LOTUSBOX_CHECK(sqlite3_vfs_register(&now.vfs, 1) == SQLITE_OK, "SQLite takes the disk");
}

void FaultyDisk::die_at_write(int count, int torn_bytes) {
  state().until_death = count;
  state().torn_bytes = torn_bytes;
}

bool FaultyDisk::is_armed() { return state().until_death > 0; }
bool FaultyDisk::is_dead() { return state().dead; }

void FaultyDisk::lose_power(std::uint64_t seed) {
  LOTUSBOX_CHECK(state().dead, "power is lost by a process that goes on");
  for (auto& [path, kept] : state().files) {
    std::string bytes = kept.synced;
    for (const Write& write : kept.since) {
      seed = seed * 6364136223846793005U + 1442695040888963407U;
      if ((seed >> 60U) % 2 == 0) continue;  // this one had not reached the disk
      const bool torn = (seed >> 50U) % 4 == 0;
      apply(bytes, write, torn ? write.bytes.size() / 2 : write.bytes.size());
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }
}

void FaultyDisk::revive() {
  State& now = state();
  now.until_death = 0;
  now.dead = false;
  now.files.clear();
}

void FaultyDisk::set_full(bool full) { state().full = full; }
std::int64_t FaultyDisk::writes() { return state().writes; }

}  // namespace lotusbox::simulate
// NOLINTEND(readability-identifier-naming)
