import Foundation
import VectorFiles
import Words
import Yams

/// The text of a scenario file as it is to stand in another folder, with other layers for its levels.
package struct MovedScenario {
  /// A level's new layer: a file beside the scenario, and its coordinate system where that must be said.
  package struct Layer {
    package var file: String
    package var system: OutputSystem

    package init(file: String, system: OutputSystem) {
      self.file = file
      self.system = system
    }
  }

  package let text: String

  /// Every key stays, in its order, and paths lead to the files that they led to. Comments are lost.
  ///
  /// - Parameters:
  ///   - file: the scenario file.
  ///   - folder: where it is to stand.
  ///   - layers: the new layers by level. A level that has no layer stays as it is.
  package init(_ file: String, to folder: String, layers: [String: Layer]) throws(ScenarioError) {
    let yaml = try ScenarioNode.text(of: file)
    do {
      guard let root = try Yams.compose(yaml: yaml) else {
        throw ScenarioError.notYAML(file: file, detail: Message("it is empty"))
      }
      let move = Move(from: (file as NSString).deletingLastPathComponent, to: folder, layers: layers)
      text = try Yams.serialize(node: move.moved(root), width: -1, allowUnicode: true)
    } catch let error as ScenarioError {
      throw error
    } catch {
      throw .notYAML(file: file, detail: Message(verbatim: "\(error)"))
    }
  }
}

/// From which folder to which.
private struct Move {
  let from: String
  let to: String
  let layers: [String: MovedScenario.Layer]

  func moved(_ root: Node) -> Node {
    guard case .mapping(let mapping) = root else { return root }
    return copy(mapping) { key, value in
      if key == "levels", case .sequence(let levels) = value {
        return .sequence(Node.Sequence(levels.map(level), levels.tag, levels.style))
      }
      return withPathsMoved(value)
    }
  }

  private func level(_ node: Node) -> Node {
    guard case .mapping(let mapping) = node, mapping["source"] != nil, let name = mapping["name"]?.string,
      let layer = layers[name]
    else { return withPathsMoved(node) }
    // What told of the old file tells nothing of the new one.
    let gone = ["layer", "crs", "encoding", "lon", "lat"]
    var pairs: [(Node, Node)] = []
    for (key, value) in mapping where !gone.contains(key.string ?? "") {
      guard key.string == "source" else {
        pairs.append((key, value))
        continue
      }
      pairs.append((key, Node(layer.file)))
      if layer.system != .wgs84 { pairs.append((Node("crs"), Node(layer.system.definition))) }
    }
    return .mapping(Node.Mapping(pairs, mapping.tag, mapping.style))
  }

  private func withPathsMoved(_ node: Node) -> Node {
    switch node {
    case .mapping(let mapping):
      return copy(mapping) { key, value in
        if key == "source", case .scalar(let scalar) = value {
          return .scalar(Node.Scalar(path(scalar.string), scalar.tag, scalar.style))
        }
        return withPathsMoved(value)
      }
    case .sequence(let sequence):
      return .sequence(Node.Sequence(sequence.map(withPathsMoved), sequence.tag, sequence.style))
    default: return node
    }
  }

  private func copy(_ mapping: Node.Mapping, _ change: (String, Node) -> Node) -> Node {
    .mapping(
      Node.Mapping(mapping.map { ($0, change($0.string ?? "", $1)) }, mapping.tag, mapping.style))
  }

  /// The way to the same file; connections and whole paths stay.
  private func path(_ path: String) -> String {
    guard let found = ScenarioPath(path, in: from) else { return path }
    return found.archive + (RelativePath.text(to: found.place(in: from), from: to) ?? found.file)
  }
}
