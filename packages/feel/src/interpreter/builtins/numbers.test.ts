import { test } from "node:test";
import { assertExamples } from "../tests/examples.ts";

test("each rounding has its direction, and a scale that may be negative", () => {
  assertExamples({
    "decimal(2.5, 0)": "2",
    "decimal(3.5, 0)": "4",
    "decimal(1250, -2)": "1200",
    "round up(-1.01, 1)": "-1.1",
    "round down(-1.09, 1)": "-1",
    "round half up(-2.5, 0)": "-3",
    "round half up(1250, -2)": "1300",
    "round half down(-2.5, 0)": "-2",
    "round half down(2.51, 0)": "3",
    "floor(-1.5)": "-2",
    "ceiling(-1.5)": "-1",
    "floor(1.56, 1)": "1.5",
    "ceiling(1.51, 1)": "1.6",
    "floor(1.5, null)": "null",
    "round up(1.5)": "null",
    "decimal(1.5, 0.5)": "null",
    "decimal(1.5, 6177)": "null",
  });
});

test("numbers are taken modulo, to roots and powers", () => {
  assertExamples({
    "modulo(-7, 3)": "2",
    "modulo(7, -3)": "-2",
    "modulo(5.5, 2)": "1.5",
    "modulo(1, 0)": "null",
    "abs(-3)": "3",
    'abs(@"-P1M")': "P1M",
    'abs("x")': "null",
    "sqrt(2)": "1.414213562373095048801688724209698",
    "sqrt(-1)": "null",
    "exp(0)": "1",
    "log(0)": "null",
    "odd(-3) and even(0)": "true",
    "odd(1.5)": "false",
    "sqrt(number: 9)": "3",
    "sqrt(n: 9)": "null",
  });
});
