import { test } from "node:test";
import { assertExamples } from "../tests/examples.ts";

test("characters are code points, counted from 1 or from the end", () => {
  assertExamples({
    'string length("梧桐🛖")': "3",
    'substring("梧桐🛖树", 3)': "🛖树",
    'substring("abcdef", -3, 2)': "de",
    'substring("abc", 0)': "null",
    'substring("abc", 4)': "null",
    'substring("abc", 2, 0)': "null",
    'substring(string: "abc", start position: 2, length: 1)': "b",
    'substring(string: "abc", start: 2)': "null",
  });
});

test("texts are searched, cut and put together", () => {
  assertExamples({
    'upper case("straße")': "STRASSE",
    'substring before("a=b=c", "=")': "a",
    'substring before("abc", "x")': "",
    'substring after("a=b=c", "=")': "b=c",
    'substring after("abc", "")': "abc",
    'contains("abc", "")': "true",
    'starts with("abc", "ab") and ends with("abc", "bc")': "true",
    'string join(["a", null, "b"], "-")': "a-b",
    'string join(["a", "b"])': "ab",
    'string join("a", "-")': "a",
    'string join(["a", 1])': "null",
    'contains(null, "a")': "null",
    "contains(1, 2)": "null",
  });
});

test("patterns are those of XPath", () => {
  assertExamples({
    'matches("2024-05-06", "\\\\d{4}(-\\\\d\\\\d){2}")': "true",
    'matches("ABC", "b", "i")': "true",
    'matches("a\\nb", "^b$", "m")': "true",
    'matches("a\\nb", "a.b")': "false",
    'matches("a\\nb", "a.b", "s")': "true",
    'matches("ab", "a b", "x")': "true",
    'matches("a.b", "a.b", "q") and not(matches("axb", "a.b", "q"))': "true",
    'matches("e", "[a-z-[aeiou]]")': "false",
    'matches("x", "[a-z-[aeiou]]")': "true",
    'matches("梧桐", "^\\\\p{IsCJKUnifiedIdeographs}+$")': "true",
    'matches("abab", "^(ab)\\\\1$")': "true",
    'matches("a", "(?=a)")': "null",
    'matches("a", "[")': "null",
    'matches("a", "a", "g")': "null",
    'matches("a", "\\\\1")': "null",
    'matches("a", "a{2,1}")': "null",
    'matches("aaa", "^a{2,3}?$")': "true",
    'matches("٣", "\\\\d")': "true",
    'matches("", "^$")': "true",
    'matches("b", "(a*)*b")': "true",
  });
});

test("what a pattern finds is replaced, with its groups, or splits", () => {
  assertExamples({
    'replace("2024-05-06", "(\\\\d+)-(\\\\d+)-(\\\\d+)", "$3.$2.$1")': "06.05.2024",
    'replace("abc", "b", "[$0]")': "a[b]c",
    'replace("abc", "b", "\\\\$1")': "a$1c",
    'replace("abc", "b", "$")': "null",
    'replace("a", "(a)|(b)", "<$2>")': "<>",
    'replace("ab", "(?:(a)c|ab)", "<$1>")': "<>",
    'replace("aXbx", "x", "-", "i")': "a-b-",
    'replace("a.b", ".", "$", "q")': "a$b",
    'replace("abc", "x*", "-")': "null",
    'replace("aaa", "a+?", "b")': "bbb",
    'split("a, b,c", ",\\\\s*")': '["a", "b", "c"]',
    'split("abc", "")': "null",
    'split("🛖;x", ";")': '["🛖", "x"]',
  });
});

test("string() writes values as they would be read", () => {
  assertExamples({
    "string(1.50)": "1.5",
    "string(1e20)": "100000000000000000000",
    "string(-0.00001)": "-0.00001",
    "string(null)": "null",
    'string([1, "a", null, [true]])': '[1, "a", null, [true]]',
    'string({name: "x", "a:b": @"2024-05-06"})': '{name: "x", "a:b": 2024-05-06}',
    'string([@"2024-05-06"..@"2024-05-07"))': '[@"2024-05-06"..@"2024-05-07")',
    'string(["a\\"b"])': '["a\\"b"]',
    "string(count)": "null",
  });
});

test("number() reads with the separators that it is told", () => {
  assertExamples({
    'number("1,234.5", ",", ".")': "1234.5",
    'number("1 234,5", " ", ",")': "1234.5",
    'number("12")': "12",
    'number("1,234")': "null",
    'number("1.2", ".", ".")': "null",
    'number("1.2", "x", ".")': "null",
    'number(from: "1.234", grouping separator: ".", decimal separator: ",")': "1234",
  });
});
