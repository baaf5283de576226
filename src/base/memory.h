// Giving memory back. An assignment of an empty text keeps its room, and what is freed stays with
// the process until the allocator is asked to let go of it.
#pragma once

#include <cstdint>
#include <string>

namespace lotusbox {

/// Empties a text and frees its room.
inline void free_text(std::string& text) { std::string().swap(text); }

/// From now on long texts get memory of their own, which goes back to the system with them. It
/// holds for the whole process: for programs, not for libraries.
void give_long_texts_back();

/// How much memory the process holds now, in bytes, with what it shares with others.
std::uint64_t resident_memory();

/// Hands what is freed back to the system. It walks the whole heap: for when much was freed.
void return_freed_memory();

}  // namespace lotusbox
