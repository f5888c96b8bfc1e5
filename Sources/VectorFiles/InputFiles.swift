import Foundation
import Synchronization

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
}
