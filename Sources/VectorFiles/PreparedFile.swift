import CGDAL
import Foundation
import Words

/// A file as GDAL can open it: what is packed is unpacked, and what this GDAL cannot read as it stands is put into memory
/// in another form.
struct PreparedFile {
  /// GDAL's name.
  private(set) var path: String
  /// Holds what was put into memory.
  private(set) var memory: MemoryFolder?
  /// Fields that GDAL takes for reals whose bits are whole numbers.
  private(set) var integersInReals: Set<String> = []
  /// Of an SQLite file the layers whose rows are computed as they are read.
  private(set) var computedLayers: Set<String> = []
  /// Whether it is a table in text, with its columns in the first row.
  private(set) var isTable = false
  /// The file as the user wrote it, for errors.
  private let file: String

  /// The most bytes that are unpacked or copied into memory.
  static let limit = 1 << 30

  init(_ path: String, of source: VectorSource) throws(FormatError) {
    self.path = try Archive.unzipped(path, file: source.path)
    file = source.path
    if isGzip, !OSMFiles.isOSM(path) { try unpack() }
    let ending = (self.path as NSString).pathExtension.lowercased()
    switch ending {
    case "csv", "tsv", "txt": try prepareTable(encoding: source.encoding)
    case "tab", "mif": try replaceLargeIntegers(ending)
    case "gml": try hideGuessedTypes()
    default: try prepareSQLite()
    }
  }

  /// The name to open it by.
  var openName: String {
    // The driver knows this ending only where it is told to read a table.
    path.lowercased().hasSuffix(".tsv") ? "CSV:" + path : OSMFiles.pathForReading(path)
  }

  /// Goes on with the file's texts marked, so that GDAL takes none of them for more than a text.
  mutating func markTexts() throws(FormatError) {
    try put(JSONTexts.marked(contents(path)), as: name)
  }

  private var name: String { (path as NSString).lastPathComponent }
  private var stem: String { (name as NSString).deletingPathExtension }

  private var isGzip: Bool { path.lowercased().hasSuffix(".gz") && !path.hasPrefix("/vsi") }

  private func contents(_ path: String) throws(FormatError) -> [UInt8] {
    guard let file = VirtualFile(path) else {
      throw .notVector(file: self.file, detail: Message("it cannot be opened"))
    }
    guard let bytes = file.readAll(limit: Self.limit) else {
      throw .tooLarge(file: self.file, bytes: Self.limit)
    }
    return bytes
  }

  /// Goes on with bytes instead of the file.
  private mutating func put(_ bytes: [UInt8], as name: String) throws(FormatError) {
    let memory = memory ?? MemoryFolder()
    guard let path = memory.add(bytes, as: name) else { throw .tooLarge(file: file, bytes: bytes.count) }
    self.memory = memory
    self.path = path
  }

  private mutating func unpack() throws(FormatError) {
    try put(contents("/vsigzip/" + path), as: stem)
  }

  /// Tables are read as UTF-8.
  private mutating func prepareTable(encoding: String?) throws(FormatError) {
    isTable = true
    guard let encoding = try TextEncoding.ofTable(path, stated: encoding, file: file) else { return }
    guard let text = encoding.decode(try contents(path)) else {
      throw .notEncoded(file: file, encoding: encoding.name)
    }
    try put(Array(text.utf8), as: "\(stem).csv")
  }

  /// The types that GDAL once guessed and wrote beside a GML make numbers of codes.
  private mutating func hideGuessedTypes() throws(FormatError) {
    let stem = (path as NSString).deletingPathExtension
    guard VirtualFile(stem + ".gfs") != nil else { return }
    let schema = VirtualFile(stem + ".xsd")?.readAll(limit: Self.limit)
    let (name, stemName) = (name, self.stem)
    try put(contents(path), as: name)
    if let schema { _ = memory?.add(schema, as: stemName + ".xsd") }
  }

  /// SQLite opens its files itself, and must not find one whose contents are computed without an end.
  private mutating func prepareSQLite() throws(FormatError) {
    guard let head = VirtualFile(path)?.read(16), head.elementsEqual("SQLite format 3\0".utf8) else { return }
    if path.hasPrefix("/vsizip/") || path.hasPrefix("/vsigzip/") { try put(contents(path), as: name) }
    let computed = SQLiteSchema.computed(in: path)
    if let view = computed.first(where: SQLiteSchema.isOfFormat) {
      throw .computedLayer(file: file, layer: view)
    }
    computedLayers = Set(computed)
  }

  /// GDAL before 3.8 does not know MapInfo's type for whole numbers of 64 bits.
  private mutating func replaceLargeIntegers(_ ending: String) throws(FormatError) {
    let head = MapInfoHead(try contents(path))
    guard !head.largeIntegers.isEmpty else { return }
    let folder = (path as NSString).deletingLastPathComponent
    let stem = stem
    let siblings = VirtualFile.names(in: folder).filter {
      ($0 as NSString).deletingPathExtension == stem && ($0 as NSString).pathExtension.lowercased() != ending
    }
    for sibling in siblings where !sibling.contains("/") {
      try put(contents("\(folder)/\(sibling)"), as: sibling)
    }
    try put(head.withReals, as: "\(stem).\(ending)")
    // In a .mif numbers are written out; the .dat beside a .tab holds their bits.
    if ending == "tab" { integersInReals = Set(head.largeIntegers) }
  }
}
