import ArgumentParser
import VectorFiles
import Words

/// What files do not say of themselves.
struct FileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      words("The layer to read of a file with several; with FILE= before it of that file alone."),
      valueName: words("[file=]name")))
  var layer: [String] = []

  @Option(
    help: ArgumentHelp(
      words("The coordinate system of a file that states none or a wrong one: an EPSG code, gcj02 or bd09."),
      valueName: words("[file=]system")))
  var crs: [String] = []

  @Option(
    help: ArgumentHelp(
      words("The encoding of text in a Shapefile or table that does not state it, such as GBK."),
      valueName: words("[file=]encoding")))
  var encoding: [String] = []

  /// The files of a command as sources.
  ///
  /// - Parameters:
  ///   - main: the files it is about: a value without a file before it is for all of them, or one for each in turn.
  ///   - others: files beside them, which a value must name.
  /// - Returns: the sources of `main`, then those of `others`.
  func sources(
    _ main: [String], besides others: [String] = [], pointColumns: [String] = []
  ) throws -> [VectorSource] {
    let files = main + others
    let layers = try values("--layer", layer, main, files)
    let systems = try values("--crs", crs, main, files)
    let encodings = try values("--encoding", encoding, main, files)
    return files.indices.map {
      VectorSource(
        path: files[$0], layer: layers[$0], coordinateSystem: systems[$0], encoding: encodings[$0],
        pointColumns: pointColumns)
    }
  }

  /// For each file the value that is meant for it.
  private func values(
    _ option: String, _ given: [String], _ main: [String], _ files: [String]
  ) throws -> [String?] {
    var named: [String: String] = [:]
    var plain: [String] = []
    for value in given {
      if let file = files.first(where: { value.hasPrefix($0 + "=") }) {
        named[file] = String(value.dropFirst(file.count + 1))
      } else {
        plain.append(value)
      }
    }
    guard plain.count <= 1 || plain.count == main.count, plain.isEmpty || !main.isEmpty else {
      throw ValidationError(
        words(
          "name one \(option) for all files, or one for each of the \(main.count); FILE=\(plain[0]) names another's"
        )
      )
    }
    return files.indices.map { index in
      named[files[index]]
        ?? (index < main.count && !plain.isEmpty ? plain[min(index, plain.count - 1)] : nil)
    }
  }
}
