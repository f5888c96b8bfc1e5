import Foundation
import Words

/// What holds for a file, or for a folder with all that is in it.
enum FileTree {
  /// Gives a new file or folder the mode and the owner of what it replaces; likewise what is in it.
  static func keepModes(of old: String, on new: String) {
    var (before, now) = (stat(), stat())
    guard lstat(old, &before) == 0, lstat(new, &now) == 0,
      (before.isFile && now.isFile) || (before.isFolder && now.isFolder)
    else { return }
    if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid) {
      // Only an administrator may give files away; anyone may give them to a group of his.
      if chown(new, before.st_uid, before.st_gid) != 0 { _ = chown(new, uid_t.max, before.st_gid) }
    }
    _ = chmod(new, before.st_mode & 0o7777)
    guard now.isFolder else { return }
    for name in names(in: new) { keepModes(of: "\(old)/\(name)", on: "\(new)/\(name)") }
  }

  /// Has everything reach the disk.
  ///
  /// - Returns: why the system refused, in its words; `nil` when it is done.
  static func sync(_ path: String) -> Message? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return Message(system: errno) }
    guard status.isFolder else { return sync(path, O_RDONLY) }
    for name in names(in: path) {
      if let failure = sync("\(path)/\(name)") { return failure }
    }
    return syncFolder(path)
  }

  /// Has the names in a folder reach the disk.
  static func syncFolder(_ path: String) -> Message? { sync(path, O_RDONLY | O_DIRECTORY) }

  private static func sync(_ path: String, _ flags: Int32) -> Message? {
    let file = open(path, flags | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return Message(system: errno) }
    defer { close(file) }
    // Some file systems have nothing to do for it.
    guard fsync(file) == 0 || errno == EINVAL else { return Message(system: errno) }
    return nil
  }

  /// Removes it, folders that let nobody write too: a folder that is replaced may have been one. Of a link only the
  /// link goes.
  static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    var status = stat()
    guard lstat(path, &status) == 0, status.isFolder else { return }
    chmod(path, 0o700)
    for name in names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }

  static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}
