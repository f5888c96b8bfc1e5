// What both readers do with an object that they have found.
#pragma once

#include "osm_file.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <vector>

class Request {
 public:
  using Body = void (*)(void *context, const osm_object *object);

  Request(const osm_request &request, void *context, Body body)
      : request_{request}, context_{context}, body_{body}, values_(request.key_count) {
    for (size_t i = 0; i < request.key_count; ++i) {
      const auto key = keys_.emplace(request.keys[i], places_.size()).first->second;
      if (key == places_.size()) places_.emplace_back();
      places_[key].push_back(i);
    }
  }

  bool wants(osm_kind kind) const { return (request_.kinds & kind) != 0; }

  static constexpr size_t nothing = SIZE_MAX;

  // The number of a key among the different ones that are asked for.
  size_t key(const char *name) const {
    const auto found = keys_.find(name);
    return found == keys_.end() ? nothing : found->second;
  }

  size_t key_count() const { return places_.size(); }

  // Sets the value of a key for the object that comes next; it has to stay until that is passed.
  void set(size_t key, const char *value) {
    for (const auto place : places_[key]) values_[place] = value;
  }

  // The index of a node among those that are wanted. Most files are in order of ids: the search goes on from the
  // last one.
  size_t node(int64_t id) {
    const auto begin = request_.nodes;
    const auto end = begin + request_.node_count;
    auto from = begin + cursor_;
    if (from != begin && from[-1] >= id) from = begin;
    ptrdiff_t step = 1;
    while (end - from > step && from[step] < id) {
      from += step;
      step *= 2;
    }
    const auto found = std::lower_bound(from, std::min(end, from + step + 1), id);
    cursor_ = static_cast<size_t>(found - begin);
    return found != end && *found == id ? cursor_ : nothing;
  }

  // Hands it over, with the values that were set.
  void pass(osm_object &object) {
    object.values = values_.data();
    body_(context_, &object);
    std::fill(values_.begin(), values_.end(), nullptr);
  }

 private:
  const osm_request &request_;
  void *context_;
  Body body_;
  std::unordered_map<std::string_view, size_t> keys_;
  // Where each key stands among those asked for: more than once where it serves as several.
  std::vector<std::vector<size_t>> places_;
  std::vector<const char *> values_;
  size_t cursor_ = 0;
};

// Both throw what std::exception names.
void read_pbf(const char *path, Request &request);
void read_xml(const char *path, Request &request);
