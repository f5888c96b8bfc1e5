/// The bytes of an OpenStreetMap file, for a reader that opens a file by itself and knows no archives.
package final class OSMBytes: Sendable {
  /// The file that holds them as long as this is there.
  package let path: String
  /// Whether they are Protocolbuffer Binary, else XML, by the ending of the file's name.
  package let isPBF: Bool
  private let unpacked: UnnamedFile?

  fileprivate init(_ name: String, of source: VectorSource) throws(FormatError) {
    isPBF = OSMFiles.isPBF(name)
    unpacked = name.hasPrefix("/vsi") ? try UnnamedFile(copying: name, of: source) : nil
    path = unpacked?.path ?? name
  }
}

extension VectorSource {
  /// The bytes of an OpenStreetMap file; `nil` where the source is no such file, nor an archive of one, by the endings of
  /// their names.
  package func osmBytes() throws(FormatError) -> OSMBytes? {
    try GDAL.reading(path) { () throws(FormatError) in
      guard case .file(let place) = try SourcePlace(self) else { return nil }
      let name = try Archive.unzipped(place, file: path)
      return OSMFiles.isOSM(name) ? try OSMBytes(name, of: self) : nil
    }
  }
}
