import Foundation

/// Paths from a folder on, so that folders may move together.
package enum RelativePath {
  /// The way to a file from a folder; `nil` for no file.
  package static func text(to file: String, from folder: String) -> String? {
    guard !file.isEmpty else { return nil }
    let target = components(file)
    let start = components(folder)
    let common = zip(target, start).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: start.count - common) + target.dropFirst(common))
      .joined(separator: "/")
  }

  private static func components(_ path: String) -> [String] {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents
  }
}
