import COsmium
import Geometry

/// The turn restrictions of a file cannot be read, and what the reader said of it.
package struct UnreadTurns: Error {
  package let reason: String
}

extension RoadLines {
  /// The turn restrictions of an OpenStreetMap file, as far as they bind cars or e-bikes and their ways are lines.
  ///
  /// - Parameter lineOfWay: the line that each way was read as.
  package static func turns(inFile path: String, _ lineOfWay: [Int64: Int]) throws(UnreadTurns) -> [RoadTurn]
  {
    var found = FoundTurns(lineOfWay: lineOfWay)
    let lowercased = path.lowercased()
    let format = ["pbf", "osm.gz"].first(where: lowercased.hasSuffix) ?? "osm"
    var message = [CChar](repeating: 0, count: 256)
    let isRead = withUnsafeMutablePointer(to: &found) { found in
      osm_read_turn_restrictions(
        path, format, found,
        { context, restriction in
          guard let context, let restriction else { return }
          context.assumingMemoryBound(to: FoundTurns.self).pointee.add(restriction.pointee)
        }, &message, message.count)
    }
    guard isRead else {
      let end = message.firstIndex(of: 0) ?? message.endIndex
      throw UnreadTurns(reason: String(decoding: message[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    return found.turns
  }
}

private struct FoundTurns {
  let lineOfWay: [Int64: Int]
  var turns: [RoadTurn] = []

  mutating func add(_ restriction: osm_turn_restriction) {
    let between = UnsafeBufferPointer(start: restriction.via_ways, count: restriction.via_way_count)
    let ways = [restriction.from] + between + [restriction.to]
    // What leads over a way that is no road, or not in the file, cannot be driven.
    let lines = ways.compactMap { lineOfWay[$0] }
    guard lines.count == ways.count else { return }
    let place =
      restriction.has_place ? Coordinate(x: restriction.longitude, y: restriction.latitude) : nil
    let rules = RoadTurn.rules(
      all: String(cString: restriction.all),
      own: [
        .car: String(cString: restriction.motorcar), .eBike: String(cString: restriction.bicycle),
      ], except: String(cString: restriction.except))
    for rule in rules {
      turns.append(
        RoadTurn(lines: lines, place: place, isMandatory: rule.isMandatory, profiles: rule.profiles))
    }
  }
}
