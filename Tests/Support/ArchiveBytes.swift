import CGDAL
import Foundation

/// The bytes of every file in a zip archive, one after the other: what its parts say, whatever they are.
package func bytesInArchive(_ path: String) -> Data {
  let folder = "/vsizip/\(path)"
  guard let list = VSIReadDirRecursive(folder) else { return Data() }
  defer { CSLDestroy(list) }
  var bytes = Data()
  for index in 0..<Int(CSLCount(list)) {
    guard let name = list[index], let file = VSIFOpenL("\(folder)/\(String(cString: name))", "rb") else {
      continue
    }
    defer { VSIFCloseL(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = VSIFReadL(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
  return bytes
}
