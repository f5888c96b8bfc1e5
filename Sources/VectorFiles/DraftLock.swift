import Foundation

/// The lock of a draft, which the process that fills it holds until it ends.
final class DraftLock: Sendable {
  static let name = "lock"

  private let file: Int32
  /// Whether the file system knows locks; where it does not, no draft can be told to be left behind.
  let isHeld: Bool

  /// Takes the lock of a draft; `nil` where another process has it, or removed the draft meanwhile.
  init?(_ draft: String) {
    let path = "\(draft)/\(Self.name)"
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return nil }
    isHeld = flock(file, LOCK_EX | LOCK_NB) == 0
    if !isHeld, errno == EWOULDBLOCK {
      close(file)
      return nil
    }
    // Whoever removes a draft removes its lock, and may have done so just before.
    var (own, there) = (stat(), stat())
    guard fstat(file, &own) == 0, lstat(path, &there) == 0, own.st_ino == there.st_ino else {
      close(file)
      return nil
    }
    self.file = file
  }

  deinit { close(file) }
}
