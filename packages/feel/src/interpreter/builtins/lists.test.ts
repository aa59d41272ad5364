import { test } from "node:test";
import { assertExamples } from "../tests/examples.ts";

test("items are found, put in, taken out and replaced by position, from either end", () => {
  assertExamples({
    "list contains([1, null], null)": "true",
    'list contains([1], "1")': "false",
    "index of([3, 1, 3], 3)": "[1, 3]",
    "sublist([1, 2, 3], 2)": "[2, 3]",
    "sublist([1, 2, 3], -2, 1)": "[2]",
    "sublist([1, 2, 3], 4)": "null",
    "insert before([1, 2], 1, 0)": "[0, 1, 2]",
    "insert before([1, 2], 5, 0)": "null",
    "remove([1, 2, 3], -1)": "[1, 2]",
    "list replace([1, 2, 3], 2, 9)": "[1, 9, 3]",
    "list replace([1, 2, 3], function(item, new) item > new, 2)": "[1, 2, 2]",
    'list replace([1], function(item, new) "x", 2)': "null",
    "append([1], 2, [3])": "[1, 2, [3]]",
    "append(1, 2)": "[1, 2]",
  });
});

test("lists are joined, turned, flattened and sorted", () => {
  assertExamples({
    "concatenate([1], [2, 2])": "[1, 2, 2]",
    "union([1, 2], [2, 3])": "[1, 2, 3]",
    "reverse([1, 2, 3])": "[3, 2, 1]",
    "flatten([1, [2, [3, []]]])": "[1, 2, 3]",
    "distinct values([1, 1.0, null, null, [1], [1]])": "[1, null, [1]]",
    "duplicate values([1, 2, 1, 3, 3])": "[1, 3]",
    'sort(["b", "a"], function(x, y) x < y)': '["a", "b"]',
    "sort([{n: 2}, {n: 1}], function(x, y) x.n < y.n).n": "[1, 2]",
    "sort([3, 1])": "[1, 3]",
    'sort([1, "a"])': "null",
  });
});

test("aggregates take a list or its items, and only numbers where they calculate", () => {
  assertExamples({
    "count([1, null])": "2",
    "count([])": "0",
    "sum([0.1, 0.2])": "0.3",
    "sum(1, 2, 3)": "6",
    "sum(5)": "5",
    "sum([])": "null",
    "sum([1, null])": "null",
    "mean([1, 2])": "1.5",
    "product([2, 3, 4])": "24",
    "median([4, 1, 3])": "3",
    "median(1, 2, 3, 4)": "2.5",
    "stddev([1, 3])": "1.414213562373095048801688724209698",
    "stddev([1])": "null",
    "mode([2, 1, 2, 1, 3])": "[1, 2]",
    "mode([])": "[]",
    'min("b", "a")': "a",
    'max([@"2024-05-06", @"2024-01-01"])': "2024-05-06",
    'max(1, "a")': "null",
    "sum(list: [1, 2])": "3",
    "sum(items: [1, 2])": "null",
  });
});

test("all and any count nulls as unknown", () => {
  assertExamples({
    "all([true, null])": "null",
    "all([false, null])": "false",
    "all([])": "true",
    "any([null, true])": "true",
    "any([null, false])": "null",
    "any([])": "false",
    "any(false, true)": "true",
    "not(null)": "null",
    "not(1)": "null",
  });
});

test("contexts are taken apart, put together and changed in copies", () => {
  assertExamples({
    'get value({a: 1}, "a")': "1",
    'get value({a: 1}, "b")': "null",
    "get entries({a: 1})": '[{key: "a", value: 1}]',
    'context([{key: "a", value: 1}, {key: "b", value: null}])': "{a: 1, b: null}",
    'context([{key: "a", value: 1}, {key: "a", value: 2}])': "null",
    'context([{key: "a"}])': "null",
    '{c: {a: 1}, d: context put(c, "a", 2), e: c}.e': "{a: 1}",
    'context put({a: {b: 1}}, ["a", "b"], 2)': "{a: {b: 2}}",
    'context put({a: 1}, ["a", "b"], 2)': "null",
    "context put({}, [], 2)": "null",
    "context merge([{a: 1, b: 1}, {b: 2}])": "{a: 1, b: 2}",
    "context merge([{a: 1}, 2])": "null",
  });
});
