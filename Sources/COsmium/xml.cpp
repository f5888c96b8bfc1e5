// XML, by expat: libosmium's own reader does not tell the `action` by which JOSM marks what was deleted, and refuses
// files with elements that it does not know.
#include "request.hpp"

#include <osmium/osm/location.hpp>

#include <expat.h>
#include <zlib.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

bool equal(const char *a, const char *b) { return std::strcmp(a, b) == 0; }

int64_t parsed_id(const char *text) {
  char *end = nullptr;
  errno = 0;
  const auto id = std::strtoll(text, &end, 10);
  if (end == text || *end != '\0' || errno != 0) {
    throw std::runtime_error{"'" + std::string{text}.substr(0, 40) + "' is no id of an object"};
  }
  return id;
}

// One element of an object, while its children come.
class XMLObjects {
 public:
  XMLObjects(Request &request, XML_Parser parser)
      : request_{request}, parser_{parser}, texts_(request.key_count()), is_set_(request.key_count()) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, start, end);
    XML_SetEntityDeclHandler(parser, entity);
  }

  // What stopped the parser, if it was no fault of the XML.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  Request &request_;
  XML_Parser parser_;
  std::exception_ptr failure_;
  int depth_ = 0;
  bool is_open_ = false;
  int open_depth_ = 0;
  osm_object object_{};
  // Texts stay in their memory from object to object.
  std::vector<std::string> texts_;
  std::vector<bool> is_set_;
  std::vector<int64_t> nodes_;
  std::vector<osm_place> places_;
  std::vector<osm_member> members_;
  std::vector<std::string> roles_;

  template <typename Step>
  static void guarded(void *self, Step &&step) noexcept {
    auto &objects = *static_cast<XMLObjects *>(self);
    if (objects.failure_) return;
    try {
      step(objects);
    } catch (...) {
      objects.failure_ = std::current_exception();
      XML_StopParser(objects.parser_, XML_FALSE);
    }
  }

  static void start(void *self, const XML_Char *name, const XML_Char **attributes) {
    guarded(self, [&](XMLObjects &objects) { objects.started(name, attributes); });
  }

  static void end(void *self, const XML_Char *) {
    guarded(self, [](XMLObjects &objects) { objects.ended(); });
  }

  // No such file needs entities; they can be made to grow without end.
  static void entity(
      void *self, const XML_Char *, int, const XML_Char *, int, const XML_Char *, const XML_Char *,
      const XML_Char *, const XML_Char *) {
    guarded(self, [](XMLObjects &) { throw std::runtime_error{"it declares entities"}; });
  }

  template <typename Found>
  static void each(const XML_Char **attributes, Found &&found) {
    for (; *attributes; attributes += 2) found(attributes[0], attributes[1]);
  }

  void started(const XML_Char *name, const XML_Char **attributes) {
    ++depth_;
    if (depth_ == 1) {
      if (!equal(name, "osm")) throw std::runtime_error{"its root is <" + std::string{name}.substr(0, 40) + ">, not <osm>"};
      return;
    }
    if (is_open_) {
      child(name, attributes);
    } else if (equal(name, "node")) {
      open(OSM_NODE, attributes);
    } else if (equal(name, "way")) {
      open(OSM_WAY, attributes);
    } else if (equal(name, "relation")) {
      open(OSM_RELATION, attributes);
    }
  }

  void ended() {
    if (is_open_ && depth_ == open_depth_) close();
    --depth_;
  }

  void open(osm_kind kind, const XML_Char **attributes) {
    if (!request_.wants(kind)) return;
    object_ = osm_object{};
    object_.kind = kind;
    const char *id = nullptr;
    const char *longitude = nullptr;
    const char *latitude = nullptr;
    each(attributes, [&](const char *name, const char *value) {
      if (equal(name, "id")) {
        id = value;
      } else if (equal(name, "lon")) {
        longitude = value;
      } else if (equal(name, "lat")) {
        latitude = value;
      } else if (equal(name, "version")) {
        object_.version = static_cast<uint32_t>(std::max(0L, std::strtol(value, nullptr, 10)));
      } else if ((equal(name, "visible") && equal(value, "false")) || (equal(name, "action") && equal(value, "delete"))) {
        object_.is_deleted = true;
      }
    });
    if (!id) throw std::runtime_error{"an object has no id"};
    object_.id = parsed_id(id);
    if (kind == OSM_NODE) {
      object_.index = request_.node(object_.id);
      if (object_.index == Request::nothing) return;
      object_.place = place(longitude, latitude);
    }
    nodes_.clear();
    places_.clear();
    members_.clear();
    roles_.clear();
    is_open_ = true;
    open_depth_ = depth_;
  }

  static osm_place place(const char *longitude, const char *latitude) {
    if (!longitude || !latitude) return {};
    osmium::Location location;
    location.set_lon(longitude).set_lat(latitude);
    return {location.valid(), location.x(), location.y()};
  }

  void child(const XML_Char *name, const XML_Char **attributes) {
    if (depth_ != open_depth_ + 1) return;
    if (equal(name, "tag")) {
      add_tag(attributes);
    } else if (object_.kind == OSM_WAY && equal(name, "nd")) {
      add_node(attributes);
    } else if (object_.kind == OSM_RELATION && equal(name, "member")) {
      add_member(attributes);
    }
  }

  void add_tag(const XML_Char **attributes) {
    const char *key = "";
    const char *value = "";
    each(attributes, [&](const char *name, const char *text) {
      if (equal(name, "k")) key = text;
      if (equal(name, "v")) value = text;
    });
    const auto index = request_.key(key);
    if (index == Request::nothing) return;
    texts_[index] = value;
    is_set_[index] = true;
  }

  void add_node(const XML_Char **attributes) {
    const char *ref = nullptr;
    const char *longitude = nullptr;
    const char *latitude = nullptr;
    each(attributes, [&](const char *name, const char *value) {
      if (equal(name, "ref")) ref = value;
      if (equal(name, "lon")) longitude = value;
      if (equal(name, "lat")) latitude = value;
    });
    if (!ref) return;
    nodes_.push_back(parsed_id(ref));
    places_.push_back(place(longitude, latitude));
  }

  void add_member(const XML_Char **attributes) {
    const char *kind = "";
    const char *ref = nullptr;
    const char *role = "";
    each(attributes, [&](const char *name, const char *value) {
      if (equal(name, "type")) kind = value;
      if (equal(name, "ref")) ref = value;
      if (equal(name, "role")) role = value;
    });
    if (!ref) return;
    const auto type = equal(kind, "node") ? OSM_NODE : equal(kind, "way") ? OSM_WAY : OSM_RELATION;
    members_.push_back({type, parsed_id(ref), nullptr});
    roles_.emplace_back(role);
  }

  void close() {
    is_open_ = false;
    for (size_t i = 0; i < texts_.size(); ++i) {
      if (is_set_[i]) request_.set(i, texts_[i].c_str());
      is_set_[i] = false;
    }
    for (size_t i = 0; i < members_.size(); ++i) members_[i].role = roles_[i].c_str();
    object_.nodes = nodes_.data();
    object_.places = places_.data();
    object_.node_count = nodes_.size();
    object_.members = members_.data();
    object_.member_count = members_.size();
    request_.pass(object_);
  }
};

struct CloseFile {
  void operator()(gzFile file) const { gzclose(file); }
};

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

std::string zlib_error(gzFile file) {
  int number = Z_OK;
  const auto text = gzerror(file, &number);
  if (number == Z_ERRNO) return std::strerror(errno);
  return number == Z_OK || number == Z_STREAM_END ? std::string{} : std::string{text};
}

}  // namespace

void read_xml(const char *path, Request &request) {
  constexpr int size = 1 << 18;
  // Reads files that are not packed as they are.
  const std::unique_ptr<gzFile_s, CloseFile> file{gzopen(path, "rb")};
  if (!file) throw std::runtime_error{std::strerror(errno)};
  gzbuffer(file.get(), size);
  const std::unique_ptr<XML_ParserStruct, FreeParser> parser{XML_ParserCreate(nullptr)};
  if (!parser) throw std::bad_alloc{};
  XMLObjects objects{request, parser.get()};
  for (bool is_last = false; !is_last;) {
    const auto buffer = XML_GetBuffer(parser.get(), size);
    if (!buffer) throw std::bad_alloc{};
    const auto count = gzread(file.get(), buffer, size);
    const auto problem = zlib_error(file.get());
    if (count < 0 || !problem.empty()) throw std::runtime_error{problem};
    is_last = count == 0;
    if (XML_ParseBuffer(parser.get(), count, is_last) == XML_STATUS_ERROR) {
      objects.rethrow();
      throw std::runtime_error{
          std::string{XML_ErrorString(XML_GetErrorCode(parser.get()))} + " in line "
          + std::to_string(XML_GetCurrentLineNumber(parser.get()))};
    }
  }
}
