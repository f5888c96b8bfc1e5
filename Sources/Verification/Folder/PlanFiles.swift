import Foundation
import VectorFiles
import Words

/// The files of a plan folder, each read once and by nothing that made it.
final class PlanFiles {
  let folder: String
  let problem: Document
  let summary: Document
  let index: Document
  let levels: [String]
  /// The first day of the horizon, its length, and how its times end.
  let start: Int
  let days: Int
  let offset: Substring
  private var tables: [String: [[String: String]]] = [:]
  private var layers: [String: [Document]] = [:]

  /// What no file is larger than.
  private static let most = 1 << 30

  init(_ folder: String) throws {
    self.folder = folder
    problem = try Self.document("problem.json", in: folder)
    summary = try Self.document("summary.json", in: folder)
    index = try Self.document("certificates/index.json", in: folder)
    guard try index.int("format") == 1 else {
      throw index.unreadable(Message("its format is not known to this version"))
    }
    levels = try problem.texts("levels")
    let horizon = try problem.member("horizon")
    let text = try horizon.text("start")
    (days, offset) = (try horizon.int("days"), text.dropFirst(19))
    guard let first = CivilDay.days(text.prefix(10)), (1...10_000).contains(days), !levels.isEmpty else {
      throw problem.unreadable(Message("its horizon is none"))
    }
    start = first
  }

  static func bytes(_ name: String, in folder: String) throws -> [UInt8] {
    let file = "\(folder)/\(name)"
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains(".."),
      let size = (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int, size <= most,
      let data = FileManager.default.contents(atPath: file)
    else { throw VerificationError.unreadable(file: file, detail: Message("there is no such file")) }
    return Array(data)
  }

  static func document(_ name: String, in folder: String) throws -> Document {
    guard let value = JSONValue(try bytes(name, in: folder)) else {
      throw VerificationError.unreadable(file: "\(folder)/\(name)", detail: Message("it is no JSON"))
    }
    return Document(file: "\(folder)/\(name)", value: value)
  }

  func rows(_ name: String) throws -> [[String: String]] {
    if let known = tables[name] { return known }
    guard let table = CommaSeparated(try Self.bytes("\(name).csv", in: folder)) else {
      throw VerificationError.unreadable(file: "\(folder)/\(name).csv", detail: Message("its rows are none"))
    }
    tables[name] = table.rows
    return table.rows
  }

  /// The features of a layer, read and kept; `properties` and `geometry` stand in each.
  func features(_ name: String) throws -> [Document] {
    if let known = layers[name] { return known }
    let features = try Self.document("\(name).geojson", in: folder).list("features")
    layers[name] = features
    return features
  }

  /// The properties of the units of a level, by their order.
  func units(_ level: String) throws -> [Document] {
    var result: [Document] = []
    for feature in try features("units.\(level)") { result.append(try feature.member("properties")) }
    return result
  }

  /// A digest of a file's bytes, in hexadecimal; of the summary's without the lines that tell when and how fast it was made.
  func digest(_ name: String) throws -> String {
    var bytes = try Self.bytes(name, in: folder)
    if name == "summary.json" {
      var isTimed = false
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).filter {
        line in
        if line.starts(with: "  \"generated\"".utf8) { return false }
        let isBegin = line.starts(with: "  \"timings\"".utf8)
        let isKept = !isTimed && !isBegin
        if isTimed || isBegin { isTimed = !line.contains(UInt8(ascii: "}")) }
        return isKept
      }
      bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
    return Digest.sha256(bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }

  // MARK: Fields of tables

  func field(_ row: [String: String], _ name: String, of table: String) throws -> String {
    guard let text = row[name] else {
      throw VerificationError.unreadable(
        file: "\(folder)/\(table).csv", detail: Message("'\(name)' is missing"))
    }
    return text
  }

  func whole(_ row: [String: String], _ name: String, of table: String) throws -> Int {
    let text = try field(row, name, of: table)
    guard let value = Int(text), (-Document.most...Document.most).contains(value) else {
      throw VerificationError.unreadable(
        file: "\(folder)/\(table).csv", detail: Message("'\(text)' is no whole number"))
    }
    return value
  }

  func decimal(_ row: [String: String], _ name: String, of table: String) throws
    -> DecimalNumber
  {
    let text = try field(row, name, of: table)
    guard case .number(let number)? = JSONValue(Array(text.utf8)) else {
      throw VerificationError.unreadable(
        file: "\(folder)/\(table).csv", detail: Message("'\(text)' is no number"))
    }
    return number
  }

  /// Days since the start of the horizon.
  func day(_ row: [String: String], of table: String) throws -> Int {
    let text = try field(row, "date", of: table)
    guard let day = CivilDay.days(text) else {
      throw VerificationError.unreadable(
        file: "\(folder)/\(table).csv", detail: Message("'\(text)' is no date"))
    }
    return day - start
  }

  /// Seconds after the midnight of a day.
  func seconds(
    _ row: [String: String], _ name: String, after day: Int, of table: String
  ) throws -> Int {
    let text = try field(row, name, of: table)
    guard let moment = CivilDay.moment(text, offset: offset) else {
      throw VerificationError.unreadable(
        file: "\(folder)/\(table).csv", detail: Message("'\(text)' is no time of the plan"))
    }
    return moment - day * CivilDay.seconds
  }

  /// Seconds of a time of day in a document.
  func clock(_ text: String) throws -> Int {
    guard let seconds = CivilDay.clock(text) else {
      throw problem.unreadable(Message("'\(text)' is no time of day"))
    }
    return seconds
  }
}
