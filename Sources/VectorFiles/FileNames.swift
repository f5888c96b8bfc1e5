import Words

/// Names of files for ids that may hold anything.
package enum FileNames {
  /// The most bytes of a name on the usual file systems.
  private static let longest = 255

  /// A name for each id, none like another, not even where case does not count.
  ///
  /// Letters, digits, hyphens and underscores stay; everything else becomes the hexadecimal of its bytes, and what is too long is cut.
  /// Where two names would be alike, the later one gets a number behind it.
  package static func names(for ids: [String], prefix: String = "", ending: String) -> [String] {
    var taken = Set<String>()
    return ids.map { id in
      let room = longest - prefix.utf8.count - ending.utf8.count
      let whole = plain(id)
      var name = cut(whole, room)
      var number = 1
      while !taken.insert(name.lowercased()).inserted {
        number += 1
        let mark = "~\(number)"
        name = cut(whole, room - mark.utf8.count) + mark
      }
      return prefix + name + ending
    }
  }

  /// Why names cannot each stand in the name of a file of its own; `nil` where they can. Case does not count everywhere.
  package static func clash(of names: [String]) -> Message? {
    if let name = names.first(where: { !isPlain($0) }) {
      return Message("'\(name)' cannot be part of a file's name")
    }
    var seen: [String: String] = [:]
    for name in names {
      if let other = seen.updateValue(name, forKey: name.lowercased()) {
        return Message("'\(other)' and '\(name)' would share a file")
      }
    }
    return nil
  }

  /// Whether a name can stand within a file's name as it is.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100
      && name.unicodeScalars.allSatisfy { $0 != "/" && $0 != "\\" && $0.value >= 0x20 && $0.value != 0x7F }
      && name != "." && name != ".."
  }

  /// A name for each text that can stand within a file's name, the text itself where it can; numbered where two would
  /// be alike.
  package static func parts(for texts: [String]) -> [String] {
    let parts = texts.map { isPlain($0) ? $0 : cut(plain($0), 90) }
    var taken = Set<String>()
    return parts.enumerated().map { index, part in
      var name = parts.count { $0.lowercased() == part.lowercased() } == 1 ? part : "\(index + 1)-\(part)"
      while !taken.insert(name.lowercased()).inserted { name += "~" }
      return name
    }
  }

  private static func plain(_ id: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in id.unicodeScalars {
      if scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
        || scalar.properties.numericType == .decimal,
        scalar.properties.canonicalCombiningClass == .notReordered
      {
        result.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          result += ("%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)).unicodeScalars
        }
      }
    }
    return String(result)
  }

  /// As many whole scalars as fit into so many bytes.
  private static func cut(_ name: String, _ room: Int) -> String {
    guard name.utf8.count > room else { return name }
    var result = String.UnicodeScalarView()
    var size = 0
    for scalar in name.unicodeScalars {
      size += String(scalar).utf8.count
      if size > room { break }
      result.append(scalar)
    }
    return String(result)
  }
}
