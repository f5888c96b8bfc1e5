// What of a file's text simdjson takes, and GDAL would take otherwise.
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <exception>
#include <string_view>
#include <sys/stat.h>
#include <utility>

// A file is not plain: GDAL is to read it.
class NotPlain : public std::exception {};

inline void expect(bool holds) {
  if (!holds) throw NotPlain{};
}

// Whether a character has a number like that of half a character, but for its plane: U+1D800 to U+1DFFF and so on, among
// them rare Chinese ones. Where they stand in two escaped halves, GDAL puts a replacement character.
inline bool holds_doubtful_character(std::string_view text) {
  for (size_t i = 0; i + 3 < text.size(); ++i) {
    const auto byte = [&](size_t place) { return static_cast<unsigned char>(text[i + place]); };
    if (byte(0) >= 0xF0 && (byte(1) & 0x0F) == 0x0D && (byte(2) & 0x20) != 0) return true;
  }
  return false;
}

// The text of a value. GDAL takes a NUL for its end, and refuses what is longer than this.
inline std::string_view plain_text(std::string_view text) {
  constexpr size_t longest = 9'999'999;
  expect(text.size() <= longest && text.find('\0') == std::string_view::npos);
  expect(!holds_doubtful_character(text));
  return text;
}

inline std::string_view plain_name(std::string_view name) {
  expect(!name.empty());
  return plain_text(name);
}

// Whether a text begins as a collection of features does, early enough for GDAL to see it.
inline bool begins_as_collection(std::string_view text) {
  constexpr size_t bytes_seen = 6000;
  size_t place = 0;
  for (const std::string_view token : {"{", "\"type\"", ":", "\"FeatureCollection\""}) {
    while (place < text.size() && isspace(static_cast<unsigned char>(text[place]))) ++place;
    if (text.substr(place, token.size()) != token) return false;
    place += token.size();
  }
  return place < bytes_seen;
}

// Whether there may be a number of more digits than GDAL takes. Looks at every so many bytes, and around a digit.
inline bool may_hold_endless_number(std::string_view text) {
  constexpr size_t longest = 250;
  const auto is_digit = [&](size_t place) { return text[place] >= '0' && text[place] <= '9'; };
  for (size_t place = longest / 2; place < text.size(); place += longest / 2) {
    if (!is_digit(place)) continue;
    auto [begin, end] = std::pair{place, place};
    while (begin > 0 && is_digit(begin - 1) && end - begin < longest) --begin;
    while (end < text.size() && is_digit(end) && end - begin < longest) ++end;
    if (end - begin >= longest) return true;
  }
  return false;
}

// A file's text. GDAL reads those from archives, and refuses what is none.
inline simdjson::padded_string plain_file(const char *path, size_t limit) {
  struct stat status;
  expect(stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0);
  expect(static_cast<size_t>(status.st_size) <= limit);
  simdjson::padded_string text = simdjson::padded_string::load(path);
  expect(begins_as_collection(text) && !may_hold_endless_number(text));
  return text;
}
