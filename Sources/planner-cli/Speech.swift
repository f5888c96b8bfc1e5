import ArgumentParser
import Chinese
import Foundation
import Words

/// The language that the program speaks: that of `--lang`, else of the environment. What it writes for programs to read,
/// JSON and the files of a plan, is the same in every language.
enum Speech {
  static let wording: Wording =
    switch language {
    case .chinese: Chinese.wording
    case .english: .english
    }

  /// Known before the arguments are understood, since help and what is wrong with the arguments is said in it, too.
  private static let language: Language =
    asked(CommandLine.arguments) ?? spoken(ProcessInfo.processInfo.environment) ?? .english

  static func asked(_ arguments: [String]) -> Language? {
    let arguments = arguments.prefix { $0 != "--" }
    let name = "--\(LanguageOptions.name)"
    for (argument, following) in zip(arguments, arguments.dropFirst() + [""]).reversed() {
      if argument == name { return Language(rawValue: following) }
      if argument.hasPrefix(name + "=") {
        return Language(rawValue: String(argument.dropFirst(name.count + 1)))
      }
    }
    return nil
  }

  /// As every program on a system of POSIX is told: the first of these that is set counts.
  static func spoken(_ environment: [String: String]) -> Language? {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale.flatMap { Language(rawValue: String($0.prefix { $0.isLetter })) }
  }
}

/// A sentence in the language that the program speaks.
func words(_ sentence: Message.Format) -> String { words(Message(sentence)) }

/// A sentence that is known by a code of its own, such as a long one.
func words(_ code: String, _ sentence: Message.Format) -> String { words(Message(code, sentence)) }

/// Anything that has words, in the language that the program speaks.
func words(_ worded: some Worded) -> String { Speech.wording.text(worded.message) }

extension Language: ExpressibleByArgument {}

/// Every command has it; `Speech` reads it.
struct LanguageOptions: ParsableArguments {
  static let name = "lang"

  @Option(
    name: .customLong(name),
    help: ArgumentHelp(
      words("The language to speak: zh or en; that of LC_ALL, LC_MESSAGES or LANG without."),
      valueName: words("language")))
  var language: Language?
}
