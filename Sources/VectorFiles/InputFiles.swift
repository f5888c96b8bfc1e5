import Foundation
import Synchronization
import Words

/// The files that a run reads, by what they are and not by their names: no output may take the place of one.
///
/// A program that reads, writes and ends asks for it with `watch`. One that goes on may well write later what it read before.
public enum InputFiles {
  private struct Identity: Hashable {
    let device: dev_t
    let inode: ino_t

    init(_ status: stat) {
      device = status.st_dev
      inode = status.st_ino
    }
  }

  private static let known = Mutex<Set<Identity>?>(nil)

  /// From here on outputs are refused that would replace an input.
  public static func watch() { known.withLock { $0 = [] } }

  /// Notes a file that is read, or that is named to be read.
  package static func note(_ path: String) {
    known.withLock { known in
      guard known != nil else { return }
      var status = stat()
      if stat(path, &status) == 0, status.isFile { known?.insert(Identity(status)) }
    }
  }

  static func hold(_ status: stat) -> Bool {
    known.withLock { $0?.contains(Identity(status)) ?? false }
  }

  /// Why a folder may not be replaced: it has an input among its files; `nil` where it has none.
  package static func refusal(toReplace folder: String) -> Message? {
    first(in: folder, below: "").map { Message("holds '\($0)', which this run reads") }
  }

  private static func first(in folder: String, below prefix: String) -> String? {
    for name in FileTree.names(in: folder).sorted() {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.isFile, hold(status) { return prefix + name }
      if status.isFolder, let found = first(in: path, below: "\(prefix)\(name)/") { return found }
    }
    return nil
  }
}
