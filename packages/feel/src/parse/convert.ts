import type { ArithmeticOperator, Ast, CompareOperator, Iterator, NamedArgument, Span } from "./ast.ts";
import { type Cst, childrenOf } from "./lezer.ts";
import { unquote } from "./string-literal.ts";

/** lezer's tree → our syntax tree. The tree holds no syntax error; a construct that we don't read becomes `unsupported`. */
export function convert(node: Cst, source: string): Ast {
  const reader = readers[node.name];
  return reader ? reader(node, source) : { kind: "unsupported", span: spanOf(node), what: node.name };
}

/** The cell of a decision table: `-`, a list of tests, or `not(…)` of one. */
export function convertTests(root: Cst, source: string): Ast {
  const children = childrenOf(root);
  const span = spanOf(root);
  if (children.some((child) => child.name === "Wildcard")) return { kind: "wildcard", span };
  const tests = children.find((child) => child.name === "PositiveUnaryTests");
  if (!tests) return { kind: "unsupported", span, what: root.name };
  const negated = children[0]?.name === "not";
  return { kind: "tests", span, negated, tests: childrenOf(tests).map((test) => convert(test, source)) };
}

type Reader = (node: Cst, source: string) => Ast;

const readers: Readonly<Record<string, Reader>> = {
  Expression: only,
  ParenthesizedExpression: (node, source) => convert(operands(node)[0] ?? node.node, source),
  PositiveUnaryTest: only,
  NumericLiteral: (node, source) => ({ kind: "number", span: spanOf(node), text: textOf(node, source) }),
  StringLiteral: (node, source) => ({ kind: "string", span: spanOf(node), value: unquote(textOf(node, source)) }),
  BooleanLiteral: (node, source) => ({ kind: "boolean", span: spanOf(node), value: textOf(node, source) === "true" }),
  null: (node) => ({ kind: "null", span: spanOf(node) }),
  "?": (node) => ({ kind: "input", span: spanOf(node) }),
  VariableName: (node, source) => ({ kind: "name", span: spanOf(node), name: nameOf(node, source) }),
  DateTimeLiteral: readTemporal,
  PathExpression: readPath,
  FilterExpression: (node, source) => {
    const [list, predicate] = pair(node, source);
    return { kind: "filter", span: spanOf(node), list, predicate };
  },
  ArithmeticExpression: readArithmetic,
  Comparison: readComparison,
  SimplePositiveUnaryTest: readSimpleTest,
  Conjunction: (node, source) => {
    const [left, right] = pair(node, source);
    return { kind: "and", span: spanOf(node), left, right };
  },
  Disjunction: (node, source) => {
    const [left, right] = pair(node, source);
    return { kind: "or", span: spanOf(node), left, right };
  },
  IfExpression: (node, source) => {
    const parts = operands(node);
    const part = (index: number): Ast => convert(parts[index] ?? node, source);
    return { kind: "if", span: spanOf(node), condition: part(0), consequent: part(1), alternative: part(2) };
  },
  QuantifiedExpression: (node, source) => {
    const quantifier = node.firstChild?.name === "every" ? "every" : "some";
    const satisfies = convert(node.lastChild ?? node, source);
    return { kind: "quantified", span: spanOf(node), quantifier, iterators: readIterators(node, source), satisfies };
  },
  ForExpression: (node, source) => {
    const body = convert(node.lastChild ?? node, source);
    return { kind: "for", span: spanOf(node), iterators: readIterators(node, source), body };
  },
  FunctionInvocation: readCall,
  List: (node, source) => ({
    kind: "list",
    span: spanOf(node),
    items: operands(node).map((item) => convert(item, source)),
  }),
  Context: readContext,
};

function only(node: Cst, source: string): Ast {
  const [child] = operands(node);
  return child ? convert(child, source) : { kind: "unsupported", span: spanOf(node), what: node.name };
}

function readTemporal(node: Cst, source: string): Ast {
  const [first] = childrenOf(node);
  const parameters = node.getChild("PositionalParameters");
  const literal = first?.name === "AtLiteral" ? first.getChild("StringLiteral") : parameters?.getChild("StringLiteral");
  const constructorName = first?.name === "AtLiteral" ? "@" : first ? textOf(first, source).trim() : "";
  const span = spanOf(node);
  const positional = parameters ? operands(parameters) : [];
  if (literal && (constructorName === "@" || positional.length === 1)) {
    return { kind: "temporal", span, constructorName, text: unquote(textOf(literal, source)) };
  }
  return {
    kind: "call",
    span,
    name: constructorName,
    nameSpan: first ? spanOf(first) : span,
    positional: positional.map((argument) => convert(argument, source)),
    named: [],
  };
}

function readPath(node: Cst, source: string): Ast {
  const [of, field] = [node.firstChild ?? node, node.getChild("PathName") ?? node];
  return {
    kind: "path",
    span: spanOf(node),
    of: convert(of, source),
    field: nameOf(field, source),
    fieldSpan: spanOf(field),
  };
}

function readArithmetic(node: Cst, source: string): Ast {
  const operatorNode = node.getChild("ArithOp");
  const operator = (operatorNode ? textOf(operatorNode, source) : "+") as ArithmeticOperator;
  const parts = operands(node);
  const [left, right] = parts;
  if (left && !right) return { kind: "negate", span: spanOf(node), of: convert(left, source) };
  return {
    kind: "arithmetic",
    span: spanOf(node),
    operator,
    left: convert(left ?? node, source),
    right: convert(right ?? node, source),
  };
}

function readComparison(node: Cst, source: string): Ast {
  const span = spanOf(node);
  const operatorNode = node.getChild("CompareOp");
  if (operatorNode) {
    const [left, right] = pair(node, source);
    return { kind: "compare", span, operator: textOf(operatorNode, source) as CompareOperator, left, right };
  }
  const parts = operands(node).map((part) => part);
  const [of, ...rest] = parts;
  const subject = convert(of ?? node, source);
  if (node.getChild("between")) {
    return {
      kind: "between",
      span,
      of: subject,
      low: convert(rest[0] ?? node, source),
      high: convert(rest[1] ?? node, source),
    };
  }
  const tests = rest.flatMap((part) => (part.name === "PositiveUnaryTests" ? childrenOf(part) : [part]));
  return { kind: "in", span, of: subject, tests: tests.map((test) => convert(test, source)) };
}

function readSimpleTest(node: Cst, source: string): Ast {
  const span = spanOf(node);
  const operatorNode = node.getChild("CompareOp");
  if (operatorNode) {
    const operator = textOf(operatorNode, source) as CompareOperator;
    return { kind: "comparisonTest", span, operator, than: convert(node.lastChild ?? node, source) };
  }
  const interval = node.getChild("Interval");
  if (!interval) return only(node, source);
  const [low, high] = pair(interval, source);
  return {
    kind: "range",
    span,
    low,
    high,
    lowClosed: interval.firstChild?.name === "[",
    highClosed: interval.lastChild?.name === "]",
  };
}

function readIterators(node: Cst, source: string): readonly Iterator[] {
  const list = node.getChild("InExpressions");
  return (list?.getChildren("InExpression") ?? []).map((iterator) => {
    const context = iterator.getChild("IterationContext") ?? iterator;
    const [from, to] = operands(context);
    const name = iterator.getChild("Name") ?? iterator;
    const range: Ast = { kind: "unsupported", span: spanOf(context), what: "iteration over a range" };
    return {
      name: nameOf(name, source),
      span: spanOf(name),
      list: to ? range : convert(from ?? context, source),
    };
  });
}

function readCall(node: Cst, source: string): Ast {
  const callee = node.firstChild ?? node;
  if (callee.name !== "VariableName") return { kind: "unsupported", span: spanOf(callee), what: "call of a value" };
  const positional = node.getChild("PositionalParameters");
  const namedParameters = node.getChild("NamedParameters")?.getChildren("NamedParameter") ?? [];
  const named = namedParameters.map((parameter): NamedArgument => {
    const name = parameter.firstChild ?? parameter;
    return {
      name: nameOf(name, source),
      span: spanOf(name),
      value: convert(parameter.lastChild ?? parameter, source),
    };
  });
  return {
    kind: "call",
    span: spanOf(node),
    name: nameOf(callee, source),
    nameSpan: spanOf(callee),
    positional: positional ? operands(positional).map((argument) => convert(argument, source)) : [],
    named,
  };
}

function readContext(node: Cst, source: string): Ast {
  const entries = node.getChildren("ContextEntry").map((entry) => {
    const key = entry.getChild("Key") ?? entry;
    const literal = key.getChild("StringLiteral");
    return {
      name: literal ? unquote(textOf(literal, source)) : nameOf(key, source),
      span: spanOf(key),
      value: convert(entry.lastChild ?? entry, source),
    };
  });
  return { kind: "context", span: spanOf(node), entries };
}

const OPERAND = /^[A-Z?]|^null$/;
const NOT_OPERANDS: ReadonlySet<string> = new Set(["ArithOp", "CompareOp", "InExpressions", "Name", "PathName"]);

/** The children that are expressions: not brackets, operators or keywords. */
function operands(node: Cst): readonly Cst[] {
  return childrenOf(node).filter((child) => OPERAND.test(child.name) && !NOT_OPERANDS.has(child.name));
}

function pair(node: Cst, source: string): readonly [Ast, Ast] {
  const [left, right] = operands(node);
  return [convert(left ?? node, source), convert(right ?? node, source)];
}

/** A name as written, its inner spaces made single. */
function nameOf(node: Cst, source: string): string {
  return textOf(node, source).trim().replaceAll(/\s+/g, " ");
}

function textOf(node: Cst, source: string): string {
  return source.slice(node.from, node.to);
}

function spanOf(node: Cst): Span {
  return { from: node.from, to: node.to };
}
