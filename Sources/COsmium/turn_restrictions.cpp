#include "turn_restrictions.h"

#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/visitor.hpp>

#include <cstdio>
#include <cstring>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

struct Relation {
  int64_t id;
  std::vector<int64_t> from, to, via_ways, via_nodes;
  std::string all, motorcar, bicycle, except;
};

std::vector<Relation> read_relations(const osmium::io::File &file) {
  std::vector<Relation> relations;
  osmium::io::Reader reader{file, osmium::osm_entity_bits::relation};
  while (const auto buffer = reader.read()) {
    for (const auto &relation : buffer.select<osmium::Relation>()) {
      const auto &tags = relation.tags();
      if (std::strcmp(tags.get_value_by_key("type", ""), "restriction") != 0) continue;
      Relation found;
      found.id = relation.id();
      found.all = tags.get_value_by_key("restriction", "");
      found.motorcar = tags.get_value_by_key(
          "restriction:motorcar", tags.get_value_by_key("restriction:motor_vehicle", ""));
      found.bicycle = tags.get_value_by_key("restriction:bicycle", "");
      found.except = tags.get_value_by_key("except", "");
      for (const auto &member : relation.members()) {
        const bool is_way = member.type() == osmium::item_type::way;
        if (is_way && std::strcmp(member.role(), "from") == 0) found.from.push_back(member.ref());
        if (is_way && std::strcmp(member.role(), "to") == 0) found.to.push_back(member.ref());
        if (std::strcmp(member.role(), "via") != 0) continue;
        if (is_way) found.via_ways.push_back(member.ref());
        if (member.type() == osmium::item_type::node) found.via_nodes.push_back(member.ref());
      }
      relations.push_back(std::move(found));
    }
  }
  reader.close();
  return relations;
}

std::unordered_map<int64_t, osmium::Location> read_places(
    const osmium::io::File &file, const std::vector<Relation> &relations) {
  std::unordered_map<int64_t, osmium::Location> places;
  for (const auto &relation : relations) {
    for (const auto node : relation.via_nodes) places[node] = osmium::Location{};
  }
  if (places.empty()) return places;
  osmium::io::Reader reader{file, osmium::osm_entity_bits::node};
  while (const auto buffer = reader.read()) {
    for (const auto &node : buffer.select<osmium::Node>()) {
      const auto place = places.find(node.id());
      if (place != places.end()) place->second = node.location();
    }
  }
  reader.close();
  return places;
}

}  // namespace

bool osm_read_turn_restrictions(
    const char *path, const char *format, void *context,
    void (*body)(void *context, const struct osm_turn_restriction *restriction), char *message,
    size_t message_size) {
  try {
    const osmium::io::File file{path, format};
    const auto relations = read_relations(file);
    const auto places = read_places(file, relations);
    for (const auto &relation : relations) {
      const bool has_node = relation.via_nodes.size() == 1;
      const auto place = has_node ? places.at(relation.via_nodes.front()) : osmium::Location{};
      for (const auto from : relation.from) {
        for (const auto to : relation.to) {
          const osm_turn_restriction restriction{
              relation.id, from, to, relation.via_ways.data(), relation.via_ways.size(), has_node,
              place.valid(), place.x(), place.y(), relation.all.c_str(), relation.motorcar.c_str(),
              relation.bicycle.c_str(), relation.except.c_str()};
          body(context, &restriction);
        }
      }
    }
    return true;
  } catch (const std::exception &error) {
    std::snprintf(message, message_size, "%s", error.what());
    return false;
  }
}
