import CLinux
import Foundation
import Synchronization
import Words

/// What is made beside its final name: a file or a folder in a hidden folder of its own, until it is complete.
///
/// The hidden folder holds a file that is locked as long as the process lives. The lock dies with the process, however
/// that ends; so whoever writes beside it next can tell a draft that was left behind, and removes it. A draft that is
/// not put in its place is removed with the value.
package final class Draft: Sendable {
  package let target: OutputPlace
  /// The hidden folder.
  private let folder: String
  private let lock: DraftLock
  /// Folders above the target that were made for it, the topmost first.
  private let made: [String]

  /// Where the new file or folder is made; its name is as the user wrote it, for drivers look at endings.
  package var path: String { "\(folder)/new/\(target.namedLast)" }
  /// Where what stood at the final name waits, on a file system that cannot exchange two names, and where it is kept if it
  /// cannot be put back.
  private var old: String { "\(folder)/old/\(target.name)" }

  /// - Parameter makesFolders: whether the folders above the target are made where they are not there.
  package init(for target: OutputPlace, makesFolders: Bool = false) throws(FormatError) {
    self.target = target
    made = makesFolders ? try Self.makeFolders(above: target) : []
    Self.removeDead(in: target.folder)
    var found: (String, DraftLock)?
    var failure: Int32 = 0
    // Another process that removes dead drafts may take a folder for one before it is locked.
    for _ in 0..<10 where found == nil {
      let folder = "\(target.folder)/\(Self.prefix)\(UUID().uuidString)\(Self.suffix)"
      Drafts.begin(folder)
      if mkdir(folder, 0o700) == 0, let lock = DraftLock(folder),
        mkdir("\(folder)/new", 0o700) == 0, mkdir("\(folder)/old", 0o700) == 0
      {
        found = (folder, lock)
      } else {
        failure = errno
        Drafts.end(folder) { Self.remove(folder) }
      }
    }
    guard let found else {
      Self.removeFolders(made)
      throw .cannotWrite(file: target.named, detail: Message(system: failure))
    }
    (folder, lock) = found
  }

  deinit {
    Drafts.end(folder) { Self.remove(folder) }
    if target.status == nil { Self.removeFolders(made) }
  }

  // MARK: Files

  /// Puts finished files in their places.
  ///
  /// - Parameter files: where each is, beside `path`, and the path that it gets.
  package func replaceFiles(_ files: [(new: String, final: String)]) throws(FormatError) {
    for (new, final) in files {
      FileTree.keepModes(of: final, on: new)
      if let failure = FileTree.sync(new) { throw .cannotWrite(file: target.named, detail: failure) }
    }
    let failure = Drafts.end(folder) { () -> Message? in
      defer { Self.remove(folder) }
      for (new, final) in files where rename(new, final) != 0 { return Message(system: errno) }
      return FileTree.syncFolder(target.folder)
    }
    if let failure { throw .cannotWrite(file: target.named, detail: failure) }
  }

  // MARK: Folders

  /// Puts a finished folder in its place, and removes what stood there.
  ///
  /// - Parameter refusal: why a folder may not be replaced; asked of what stood there, and if it has a reason, all is put
  ///   back, and the new folder is kept beside it.
  package func replaceFolder(unless refusal: @Sendable (String) -> Message?) throws(FormatError) {
    FileTree.keepModes(of: target.path, on: path)
    if let failure = FileTree.sync(path) { throw .cannotWrite(file: target.named, detail: failure) }
    try Drafts.end(folder) { () throws(FormatError) in
      defer { Self.remove(folder) }
      do throws(FormatError) {
        try exchange(unless: refusal)
      } catch .taken(let file, let reason) {
        throw .takenMeanwhile(file: file, reason: reason, kept: try keep())
      }
      FileTree.remove(old)
      if let failure = FileTree.syncFolder(target.folder) {
        throw .cannotWrite(file: target.named, detail: failure)
      }
    }
  }

  /// Puts the new folder beside its final name, under one that nothing has.
  private func keep() throws(FormatError) -> String {
    var named = target.named
    while named.utf8.count > 1, named.utf8.last == UInt8(ascii: "/") { named.removeLast() }
    for number in 2...99 {
      let place = "\(target.path)-\(number)"
      if access(place, F_OK) != 0, rename(path, place) == 0 { return "\(named)-\(number)" }
    }
    throw .cannotWrite(file: target.named, detail: Message(system: errno))
  }

  private func exchange(unless refusal: (String) -> Message?) throws(FormatError) {
    let final = target.path
    let (noReplace, exchange): (UInt32, UInt32) = (1, 2)
    // Something may come to stand there, or go away, between the two calls.
    for _ in 0..<10 {
      if renameat2(AT_FDCWD, path, AT_FDCWD, final, noReplace) == 0 { return }
      if errno != EEXIST { break }
      if renameat2(AT_FDCWD, path, AT_FDCWD, final, exchange) == 0 {
        guard let reason = refusal(path) else { return }
        guard renameat2(AT_FDCWD, path, AT_FDCWD, final, exchange) == 0 else {
          _ = rename(path, old)
          throw .cannotWrite(file: target.named, detail: Message("it \(reason); \(waits)"))
        }
        throw .taken(file: target.named, reason: reason)
      }
      if errno != ENOENT { break }
    }
    let cause = errno
    guard [EINVAL, ENOSYS, ENOTSUP].contains(cause) else {
      throw .cannotWrite(file: target.named, detail: Message(system: cause))
    }
    try makeRoom(unless: refusal)
  }

  /// The same on a file system that cannot exchange two names: for a moment neither stands there. Who is killed in that
  /// moment has the old folder put back by whoever writes beside it next.
  func makeRoom(unless refusal: (String) -> Message?) throws(FormatError) {
    let final = target.path
    let isTaken = target.status != nil
    if isTaken {
      if let reason = refusal(final) { throw .taken(file: target.named, reason: reason) }
      guard rename(final, old) == 0 else {
        throw .cannotWrite(file: target.named, detail: Message(system: errno))
      }
    }
    guard rename(path, final) == 0 else {
      let reason = Message(system: errno)
      let isBack = !isTaken || rename(old, final) == 0
      throw .cannotWrite(file: target.named, detail: isBack ? reason : Message("\(reason); \(waits)"))
    }
  }

  /// Where to look for what could not be put back.
  private var waits: Message { Message("what stood there is kept as \(old)") }

  // MARK: Drafts that were left behind

  private static let prefix = ".planner-"
  private static let suffix = ".draft"

  private static func isDraft(_ name: String) -> Bool {
    name.hasPrefix(prefix) && name.hasSuffix(suffix)
      && UUID(uuidString: String(name.dropFirst(prefix.count).dropLast(suffix.count))) != nil
  }

  /// Removes the drafts of this user's processes that have ended. What was taken from its place and not replaced goes
  /// back there.
  private static func removeDead(in parent: String) {
    for name in FileTree.names(in: parent) where isDraft(name) {
      let draft = "\(parent)/\(name)"
      var status = stat()
      // Anyone may give anything, such as a link to another's folder, the name of a draft.
      guard lstat(draft, &status) == 0, status.isFolder, status.st_uid == geteuid(),
        let lock = DraftLock(draft), lock.isHeld
      else { continue }
      for name in FileTree.names(in: "\(draft)/old") {
        let (old, final) = ("\(draft)/old/\(name)", "\(parent)/\(name)")
        if access(final, F_OK) == 0 { FileTree.remove(old) } else { _ = rename(old, final) }
      }
      remove(draft)
    }
  }

  /// Removes a draft, unless something waits in it that could not be put back in its place.
  private static func remove(_ draft: String) {
    FileTree.remove("\(draft)/new")
    guard rmdir("\(draft)/old") == 0 || errno == ENOENT else { return }
    // The lock goes last: whoever finds the folder without it may begin to use it.
    unlink("\(draft)/\(DraftLock.name)")
    rmdir(draft)
  }

  private static func makeFolders(above target: OutputPlace) throws(FormatError) -> [String] {
    var missing: [String] = []
    var folder = target.folder
    while access(folder, F_OK) != 0, folder != "/" {
      missing.append(folder)
      folder = (folder as NSString).deletingLastPathComponent
    }
    for (index, folder) in missing.reversed().enumerated() where mkdir(folder, 0o777) != 0 && errno != EEXIST
    {
      let reason = Message(system: errno)
      removeFolders(Array(missing.reversed()[..<index]))
      throw .cannotWrite(file: target.named, detail: reason)
    }
    return missing.reversed()
  }

  private static func removeFolders(_ made: [String]) {
    for folder in made.reversed() { rmdir(folder) }
  }
}
