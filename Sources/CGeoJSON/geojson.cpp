#include "geojson.h"

#include "plain_text.hpp"

#include <limits>
#include <memory>
#include <vector>

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

class Column {
 public:
  explicit Column(std::string_view name) : name_{name} {}

  std::string_view name() const { return name_; }

  // What GDAL would make of a column that holds texts and numbers is not asked for.
  void add(element value) {
    values_.push_back(value);
    switch (value.type()) {
      case element_type::NULL_VALUE: return;
      case element_type::STRING:
        plain_text(value);
        return become(GEOJSON_TEXTS);
      case element_type::BOOL: return become(GEOJSON_FLAGS);
      case element_type::DOUBLE: return become(GEOJSON_REALS);
      case element_type::INT64: {
        const int64_t number = value;
        using narrow = std::numeric_limits<int32_t>;
        return become(
            number < narrow::min() || number > narrow::max() ? GEOJSON_WIDE_INTEGERS : GEOJSON_INTEGERS);
      }
      default: throw NotPlain{};
    }
  }

  geojson_column view() const { return {{name_.data(), name_.size()}, kind_}; }

  const std::vector<element> &values() const { return values_; }

 private:
  void become(geojson_values kind) {
    if (kind_ == kind) return;
    if (kind_ == GEOJSON_NOTHING) {
      kind_ = kind;
      return;
    }
    // Of numbers the widest kind holds the others.
    expect(kind_ >= GEOJSON_INTEGERS && kind >= GEOJSON_INTEGERS);
    kind_ = std::max(kind_, kind);
  }

  std::string_view name_;
  geojson_values kind_ = GEOJSON_NOTHING;
  std::vector<element> values_;
};

// The geometries of all features in flat buffers.
class Shapes {
 public:
  void add(element geometry) {
    const auto kind = geometry.is_null() ? GEOJSON_NO_SHAPE : shape(geometry);
    geometries_.push_back({kind, run_ends_.size(), polygon_ends_.size()});
  }

  void show(geojson_layer &layer) const {
    layer.geometries = geometries_.data();
    layer.vertex_count = x_.size();
    layer.x = x_.data();
    layer.y = y_.data();
    layer.run_ends = run_ends_.data();
    layer.polygon_ends = polygon_ends_.data();
  }

 private:
  geojson_shape shape(object geometry) {
    expect(geometry.size() == 2);
    const std::string_view type = geometry["type"];
    const array coordinates = geometry["coordinates"];
    if (type == "Point") {
      vertex(coordinates);
      end_run();
      return GEOJSON_POINT;
    }
    if (type == "LineString") {
      run(coordinates);
      return GEOJSON_LINE;
    }
    if (type == "Polygon") {
      polygon(coordinates);
      return GEOJSON_POLYGON;
    }
    expect(coordinates.begin() != coordinates.end());
    if (type == "MultiPoint") {
      for (const element point : coordinates) {
        vertex(point);
        end_run();
      }
      return GEOJSON_POINTS;
    }
    if (type == "MultiLineString") {
      for (const element line : coordinates) run(line);
      return GEOJSON_LINES;
    }
    expect(type == "MultiPolygon");
    for (const element part : coordinates) polygon(part);
    return GEOJSON_POLYGONS;
  }

  void polygon(array rings) {
    expect(rings.begin() != rings.end());
    for (const element ring : rings) run(ring);
    polygon_ends_.push_back(run_ends_.size());
  }

  void run(array vertices) {
    expect(vertices.begin() != vertices.end());
    for (const element place : vertices) vertex(place);
    end_run();
  }

  void end_run() { run_ends_.push_back(x_.size()); }

  // Heights would make another coordinate system of WGS 84.
  void vertex(array numbers) {
    auto next = numbers.begin();
    const auto end = numbers.end();
    expect(next != end);
    x_.push_back(number(*next));
    ++next;
    expect(next != end);
    y_.push_back(number(*next));
    ++next;
    expect(!(next != end));
  }

  static double number(element value) {
    if (value.type() == element_type::DOUBLE) return value.get_double();
    return static_cast<double>(int64_t{value});
  }

  std::vector<geojson_geometry> geometries_;
  std::vector<double> x_;
  std::vector<double> y_;
  std::vector<size_t> run_ends_;
  std::vector<size_t> polygon_ends_;
};

// The file's values stay in the parser, which the columns look into.
class Layer : public geojson_layer {
 public:
  explicit Layer(const simdjson::padded_string &text) : geojson_layer{} {
    const object root = parser_.parse(text);
    bool has_system = false;
    bool has_features = false;
    for (const auto [key, value] : root) {
      // What comes after the features, GDAL may take for one of them.
      expect(!has_features);
      if (key == "name") {
        expect(name.bytes == nullptr);
        const auto text = plain_text(value);
        name = {text.data(), text.size()};
      } else if (key == "crs") {
        expect(!has_system && is_wgs84(value));
        has_system = true;
      } else if (key == "features") {
        has_features = true;
        for (const element feature : array{value}) add(feature);
      } else {
        // That the file begins with it was seen in its text.
        expect(key == "type" && !std::exchange(has_type_, true));
      }
    }
    expect(has_features);
    add_ids();
    for (const auto &column : columns_) views_.push_back(column.view());
    column_count = views_.size();
    geojson_layer::columns = views_.data();
    shapes_.show(*this);
  }

  const std::vector<element> &values(size_t column) const { return columns_[column].values(); }

 private:
  static bool is_wgs84(object system) {
    if (system.size() != 2 || std::string_view{system["type"]} != "name") return false;
    const object properties = system["properties"];
    return properties.size() == 1
        && std::string_view{properties["name"]} == "urn:ogc:def:crs:OGC:1.3:CRS84";
  }

  void add(object feature) {
    const bool has_id = feature.size() == 4;
    expect((has_id || feature.size() == 3) && std::string_view{feature["type"]} == "Feature");
    if (has_id) ids_.add(feature["id"]);
    add_properties(feature["properties"]);
    shapes_.add(feature["geometry"]);
    ++feature_count;
  }

  // Texts beside the properties are the first column, or say nothing where the properties have a column of that name.
  // Numbers are GDAL's own numbers of the features.
  void add_ids() {
    if (ids_.values().empty()) return;
    expect(ids_.values().size() == feature_count);
    for (const auto &id : ids_.values()) expect(id.is_string() || (id.is_int64() && int64_t{id} >= 0));
    if (ids_.view().values != GEOJSON_TEXTS) return;
    for (const auto &column : columns_) {
      if (column.name() != ids_.name()) continue;
      for (const auto &value : column.values()) expect(!value.is_null());
      return;
    }
    columns_.insert(columns_.begin(), ids_);
    has_ids = true;
  }

  void add_properties(object properties) {
    size_t column = 0;
    for (const auto [key, value] : properties) {
      if (feature_count == 0) {
        for (const auto &other : columns_) expect(other.name() != key);
        columns_.emplace_back(plain_name(key));
      }
      expect(column < columns_.size() && columns_[column].name() == key);
      // In GDAL's eyes this is a file of another format.
      if (key == "type") expect(!value.is_string() || std::string_view{value} != "Topology");
      columns_[column].add(value);
      ++column;
    }
    expect(column == columns_.size());
  }

  simdjson::dom::parser parser_;
  bool has_type_ = false;
  Column ids_{"id"};
  std::vector<Column> columns_;
  std::vector<geojson_column> views_;
  Shapes shapes_;
};

template <typename Body>
void each_value(const geojson_layer *layer, size_t column, Body body) {
  size_t feature = 0;
  for (const auto &value : static_cast<const Layer *>(layer)->values(column)) body(feature++, value);
}

}  // namespace

const geojson_layer *geojson_read(const char *path, size_t limit) {
  try {
    const auto text = plain_file(path, limit);
    return new Layer{text};
  } catch (const std::exception &) {
    return nullptr;
  }
}

void geojson_free(const geojson_layer *layer) { delete static_cast<const Layer *>(layer); }

void geojson_texts(const geojson_layer *layer, size_t column, geojson_text *texts) {
  each_value(layer, column, [&](size_t feature, const element &value) {
    std::string_view text;
    const bool is_text = value.get(text) == simdjson::SUCCESS;
    texts[feature] = {is_text ? text.data() : nullptr, text.size()};
  });
}

void geojson_integers(const geojson_layer *layer, size_t column, int64_t *integers, bool *is_there) {
  each_value(layer, column, [&](size_t feature, const element &value) {
    bool flag = false;
    integers[feature] = 0;
    is_there[feature] = value.get(integers[feature]) == simdjson::SUCCESS;
    if (value.get(flag) == simdjson::SUCCESS) {
      integers[feature] = flag ? 1 : 0;
      is_there[feature] = true;
    }
  });
}

void geojson_reals(const geojson_layer *layer, size_t column, double *reals, bool *is_there) {
  each_value(layer, column, [&](size_t feature, const element &value) {
    reals[feature] = 0;
    is_there[feature] = value.get(reals[feature]) == simdjson::SUCCESS;
  });
}
