import Foundation
import VectorFiles
import Words

extension ScenarioNode {
  /// The text of a YAML file; what is missing, what the system does not let be read, and what is no text are told apart.
  package static func text(of file: String) throws(ScenarioError) -> String {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) else {
        throw .format(.noSuchFile(file))
      }
      throw .format(
        .cannotRead(
          file: file, detail: isFolder.boolValue ? Message("it is a folder") : Drafts.reason(of: error)))
    }
    InputFiles.note(file)
    guard let text = String(data: data, encoding: .utf8) else {
      throw .notYAML(file: file, detail: Message("it is not UTF-8"))
    }
    return text
  }
}
