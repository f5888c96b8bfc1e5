"""What scripts/words.py finds in sources: python words_test.py"""
import importlib.util
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
specification = importlib.util.spec_from_file_location("words", ROOT / "scripts/words.py")
words = importlib.util.module_from_spec(specification)
specification.loader.exec_module(words)


def said(source):
    return [(code, count) for code, _, count in words.Source(source).messages]


def english_values(source):
    return [text for text, _, inside in words.Source(source).literals if inside]


class WordsTest(unittest.TestCase):
    def test_values_are_numbered(self):
        self.assertEqual(said(r'Message("\(file): no \(names.joined(separator: ", ")) file")'), [("{0}: no {1} file", 2)])
        self.assertEqual(said(r'words("a \(b(c, d["e"])) \\(no) \"f\" \u{1F600}")'), [('a {0} \\(no) "f" 😀', 1)])

    def test_a_code_of_its_own_stands_for_the_sentence(self):
        self.assertEqual(said(r'Message("late", "\(who) is late")'), [("late", 1)])

    def test_parts_of_a_sentence_count_on(self):
        self.assertEqual(said('Message(\n  "\\(a) of \\(b) "\n    + "and \\(c)")'), [("{0} of {1} and {2}", 3)])

    def test_messages_within_messages_are_found_and_what_follows_too(self):
        source = r'f("\(isOne ? Message("one \(x)") : Message("more"))", Message("last"))'
        self.assertEqual(said(source), [("one {0}", 1), ("more", 0), ("last", 0)])
        self.assertEqual(said(r'Message("a \(Message(term: x)) b")'), [("a {0} b", 1)])

    def test_counts_are_in_the_plural(self):
        self.assertEqual(said('count(n, "duty")'), [("{0} duties", 1)])
        self.assertEqual(said('Message.counted(list.count { $0 > 1 }, "day")'), [("{0} days", 1)])
        self.assertEqual(said('list.count(where: { $0 == "x" })'), [])

    def test_texts_of_several_lines_are_joined_as_swift_does(self):
        source = 'words(\n  "key",\n  """\n  a \\\n    b\n    c \\(d)\n  """)'
        self.assertEqual(said(source), [("key", 1)])
        self.assertEqual(said('words(\n  """\n  a \\\n  b\n    c \\(d)\n  """)'), [("a b\n  c {0}", 1)])

    def test_comments_and_raw_literals_say_nothing(self):
        self.assertEqual(said('// Message("no")\n/* Message("no") */ let a = #"Message("no")"#; Message("yes")'), [("yes", 0)])
        self.assertEqual(said('text.replacing(/"Message\\("/, with: "")\nMessage("yes")'), [("yes", 0)])

    def test_english_as_a_value_is_seen(self):
        self.assertEqual(english_values(r'Message("it is \(x ? "late" : "soon")")'), ["late", "soon"])
        self.assertEqual(english_values(r'Message("it is \(x ? Message("late") : Message("soon"))")'), [])

    def test_the_catalogue_is_whole(self):
        self.assertEqual(words.main(), 0)


if __name__ == "__main__":
    unittest.main()
