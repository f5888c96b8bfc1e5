// Protocolbuffer Binary, by libosmium.
#include "request.hpp"

#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>

#include <cstring>
#include <memory>
#include <stdexcept>

namespace {

class PBFObjects {
 public:
  explicit PBFObjects(Request &request) : request_{request} {}

  void pass(const osmium::OSMObject &found) {
    switch (found.type()) {
      case osmium::item_type::node: pass_node(static_cast<const osmium::Node &>(found)); break;
      case osmium::item_type::way: pass_way(static_cast<const osmium::Way &>(found)); break;
      case osmium::item_type::relation: pass_relation(static_cast<const osmium::Relation &>(found)); break;
      default: break;
    }
  }

 private:
  Request &request_;
  std::vector<int64_t> nodes_;
  std::vector<osm_place> places_;
  std::vector<osm_member> members_;

  static osm_place place(const osmium::Location location) {
    return {location.valid(), location.x(), location.y()};
  }

  osm_object object(osm_kind kind, const osmium::OSMObject &found) {
    osm_object object{};
    object.kind = kind;
    object.id = found.id();
    object.version = found.version();
    object.is_deleted = found.deleted();
    set_values(found.tags());
    return object;
  }

  // Each tag is two texts that end with a zero. Where one has a zero within it libosmium's own iterator may leave the
  // list.
  void set_values(const osmium::TagList &tags) {
    auto text = reinterpret_cast<const char *>(std::addressof(*tags.begin()));
    const auto end = reinterpret_cast<const char *>(std::addressof(*tags.end()));
    while (text != end) {
      const auto value = text + std::strlen(text) + 1;
      if (value == end) throw std::runtime_error{"a text of its tags has a zero within it"};
      const auto key = request_.key(text);
      if (key != Request::nothing) request_.set(key, value);
      text = value + std::strlen(value) + 1;
    }
  }

  void pass_node(const osmium::Node &node) {
    const auto index = request_.node(node.id());
    if (index == Request::nothing) return;
    auto object = this->object(OSM_NODE, node);
    object.index = index;
    object.place = place(node.location());
    request_.pass(object);
  }

  void pass_way(const osmium::Way &way) {
    auto object = this->object(OSM_WAY, way);
    nodes_.clear();
    places_.clear();
    for (const auto &node : way.nodes()) {
      nodes_.push_back(node.ref());
      places_.push_back(place(node.location()));
    }
    object.nodes = nodes_.data();
    object.places = places_.data();
    object.node_count = nodes_.size();
    request_.pass(object);
  }

  void pass_relation(const osmium::Relation &relation) {
    auto object = this->object(OSM_RELATION, relation);
    members_.clear();
    for (const auto &member : relation.members()) {
      const auto kind = member.type() == osmium::item_type::node  ? OSM_NODE
                        : member.type() == osmium::item_type::way ? OSM_WAY
                                                                  : OSM_RELATION;
      members_.push_back({kind, member.ref(), member.role()});
    }
    object.members = members_.data();
    object.member_count = members_.size();
    request_.pass(object);
  }
};

osmium::osm_entity_bits::type entities(const Request &request) {
  auto result = osmium::osm_entity_bits::nothing;
  if (request.wants(OSM_NODE)) result |= osmium::osm_entity_bits::node;
  if (request.wants(OSM_WAY)) result |= osmium::osm_entity_bits::way;
  if (request.wants(OSM_RELATION)) result |= osmium::osm_entity_bits::relation;
  return result;
}

// Versions and deletions matter where the file holds an object more than once.
osmium::io::read_meta metadata(const osmium::io::File &file) {
  osmium::io::Reader reader{file, osmium::osm_entity_bits::nothing};
  const bool is_history = reader.header().has_multiple_object_versions();
  reader.close();
  return is_history ? osmium::io::read_meta::yes : osmium::io::read_meta::no;
}

}  // namespace

void read_pbf(const char *path, Request &request) {
  const osmium::io::File file{path, "pbf"};
  osmium::io::Reader reader{file, entities(request), metadata(file)};
  PBFObjects objects{request};
  while (const auto buffer = reader.read()) {
    for (const auto &found : buffer.select<osmium::OSMObject>()) objects.pass(found);
  }
  reader.close();
}
