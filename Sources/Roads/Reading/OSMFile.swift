import COsmium
import Foundation
import Geometry
import VectorFiles
import Words

/// An OpenStreetMap file, read object by object: PBF, or XML that is packed with gzip or not.
///
/// Neither the size of a file, nor the order or the sign of its ids, nor how many of its objects have tags matters.
package struct OSMFile {
  /// What went wrong, in words of the library that reads the format.
  package struct Failure: Error {
    package var reason: Message
  }

  private let bytes: OSMBytes

  package init(_ bytes: OSMBytes) { self.bytes = bytes }

  /// Calls `body` for each object of some kinds, in the order of the file.
  ///
  /// - Parameters:
  ///   - keys: of the tags that are wanted.
  ///   - nodes: the ids of the nodes that are wanted, ascending.
  func forEach(
    _ kinds: Set<OSMObject.Kind>, keys: [String], nodes: [Int64] = [], _ body: (OSMObject) -> Void
  ) throws(Failure) {
    let texts = keys.map { UnsafePointer(strdup($0)) }
    defer { for text in texts { free(UnsafeMutablePointer(mutating: text)) } }
    var message = [CChar](repeating: 0, count: 256)
    let isRead = withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        texts.withUnsafeBufferPointer { texts in
          nodes.withUnsafeBufferPointer { nodes in
            var request = osm_request(
              kinds: kinds.reduce(0) { $0 | UInt32($1.raw.rawValue) }, keys: texts.baseAddress,
              key_count: texts.count, nodes: nodes.baseAddress, node_count: nodes.count)
            return osm_read(
              bytes.path, bytes.isPBF, &request, UnsafeMutableRawPointer(mutating: body),
              { context, object in
                guard let context, let object else { return }
                context.assumingMemoryBound(to: ((OSMObject) -> Void).self).pointee(OSMObject(raw: object))
              }, &message, message.count)
          }
        }
      }
    }
    guard isRead else {
      let end = message.firstIndex(of: 0) ?? message.endIndex
      let text = String(decoding: message[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw Failure(reason: Message.ofReader(text))
    }
  }
}

extension Message {
  /// What the reader of the format says, or the libraries that it stands on.
  fileprivate static func ofReader(_ text: String) -> Message {
    if let parts = text.wholeMatch(of: /(.+) in line (\d+)/) {
      return Message("\(Message(term: String(parts.1))) in line \(parts.2)")
    }
    if let parts = text.wholeMatch(of: /its root is <(.*)>, not <osm>/) {
      return Message("its root is <\(parts.1)>, not <osm>")
    }
    if let parts = text.wholeMatch(of: /'(.*)' is no id of an object/) {
      return Message("'\(parts.1)' is no id of an object")
    }
    return Message(term: text)
  }
}

/// One object of a file, there only while it is being visited.
struct OSMObject {
  enum Kind: Sendable {
    case node
    case way
    case relation

    fileprivate var raw: osm_kind {
      switch self {
      case .node: OSM_NODE
      case .way: OSM_WAY
      case .relation: OSM_RELATION
      }
    }
  }

  fileprivate let raw: UnsafePointer<osm_object>

  var kind: Kind { raw.pointee.kind == OSM_NODE ? .node : raw.pointee.kind == OSM_WAY ? .way : .relation }
  var id: Int64 { raw.pointee.id }
  /// 0 where the file states none.
  var version: UInt32 { raw.pointee.version }
  var isDeleted: Bool { raw.pointee.is_deleted }

  /// The value of a key, by its index among those that were asked for.
  func value(_ key: Int) -> String? { raw.pointee.values[key].map { String(cString: $0) } }

  /// Of a node: its index among those that were asked for.
  var index: Int { raw.pointee.index }
  /// Of a node; `nil` where the file has none, as of deleted ones.
  var place: Coordinate? { Coordinate(raw.pointee.place) }

  /// Of a way.
  var nodes: UnsafeBufferPointer<Int64> {
    UnsafeBufferPointer(start: raw.pointee.nodes, count: raw.pointee.node_count)
  }

  /// Where the node at a position of a way lies, if the way itself says so.
  func place(ofNodeAt position: Int) -> Coordinate? { Coordinate(raw.pointee.places[position]) }

  /// Of a relation: the ids of the members of a kind and role; any role when that is `nil`.
  func members(_ kind: Kind, role: String? = nil) -> [Int64] {
    UnsafeBufferPointer(start: raw.pointee.members, count: raw.pointee.member_count).compactMap { member in
      guard member.kind == kind.raw, role == nil || role == String(cString: member.role) else { return nil }
      return member.id
    }
  }
}

extension Coordinate {
  fileprivate init?(_ place: osm_place) {
    guard place.is_known else { return nil }
    self.init(x: place.longitude, y: place.latitude)
  }
}
