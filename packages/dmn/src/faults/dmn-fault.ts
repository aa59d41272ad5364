import type { Place } from "../xml/xml-tree.ts";

/** Why a file or a model is refused, and where: the element's name where it has one, line and column in the file. */
export type DmnFault = {
  readonly code: DmnFaultCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly at?: Place;
};

export type DmnFaultCode = keyof typeof MESSAGES;

export function dmnFault(code: DmnFaultCode, params: DmnFault["params"] = {}, at?: Place): DmnFault {
  return at ? { code, params, at } : { code, params };
}

export type Language = "zh" | "en";

/** A fault in words: where, what, and what to do. `{name}` is filled from the params. */
export function describeDmnFault({ code, params, at }: DmnFault, language: Language): string {
  const [zh, en] = MESSAGES[code];
  const text = (language === "zh" ? zh : en).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
  if (!at) return text;
  return language === "zh"
    ? `第 ${at.line} 行第 ${at.column} 列：${text}`
    : `line ${at.line}, column ${at.column}: ${text}`;
}

const MESSAGES = {
  "dmn.xml.notWellFormed": ["不是合格的 XML：{reason}", "This is not well-formed XML: {reason}"],
  "dmn.xml.doctype": [
    "文件含有 DOCTYPE；为防实体膨胀一律拒收，请删去",
    "The file has a DOCTYPE, which is refused because entities can be made to explode; remove it",
  ],
  "dmn.xml.tooLarge": [
    "文件有 {length} 个字符，上限 {limit}",
    "The file has {length} characters; the limit is {limit}",
  ],
  "dmn.xml.tooDeep": ["元素嵌套超过 {limit} 层", "Elements are nested deeper than {limit} levels"],
  "dmn.xml.tooManyElements": ["元素超过 {limit} 个", "There are more than {limit} elements"],
  "dmn.xml.tooManyAttributes": ["一个元素的属性超过 {limit} 个", "One element has more than {limit} attributes"],
  "dmn.notDmn": [
    "根元素是 {found}；应为 DMN 1.1 至 1.5 的 definitions",
    "The root element is {found}; definitions of DMN 1.1 to 1.5 was expected",
  ],
  "dmn.missingAttribute": ["{element} 缺少属性 {attribute}", "{element} has no attribute {attribute}"],
  "dmn.badValue": [
    "{element} 的 {attribute} 写作“{found}”；可用：{allowed}",
    'The {attribute} of {element} is "{found}"; allowed: {allowed}',
  ],
  "dmn.severalExpressions": [
    "{element} 只能有一个表达式，这里有 {count} 个",
    "{element} takes one expression; it has {count}",
  ],
  "dmn.duplicateId": ["标识“{id}”用了两次", 'The id "{id}" is used twice'],
  "dmn.duplicateName": ["名称“{name}”用了两次", 'The name "{name}" is used twice'],
  "dmn.duplicateNamespace": ["有两个模型的命名空间都是“{namespace}”", 'Two models have the namespace "{namespace}"'],
  "dmn.unknownReference": [
    "“{element}”引用“{href}”，但没有这个元素",
    '"{element}" refers to "{href}", and there is no such element',
  ],
  "dmn.wrongReference": [
    "“{element}”的 {required} 指向“{name}”，而它是 {found}",
    'The {required} of "{element}" is "{name}", which is a {found}',
  ],
  "dmn.importNotFound": [
    "导入的模型“{namespace}”（{name}）没有给出",
    'The imported model "{namespace}" ({name}) was not given',
  ],
  "dmn.importCycle": ["导入成环：{path}", "Imports go in a circle: {path}"],
  "dmn.requirementCycle": ["需求成环：{path}", "Requirements go in a circle: {path}"],
  "dmn.typeCycle": ["类型成环：{path}", "Types go in a circle: {path}"],
  "dmn.unknownType": ["“{element}”的类型“{typeRef}”不存在", 'The type "{typeRef}" of "{element}" does not exist'],
  "dmn.ruleWidth": [
    "规则有 {tests} 个条件格和 {results} 个结果格；表有 {inputs} 列条件和 {outputs} 列结果",
    "The rule has {tests} input and {results} output entries; the table has {inputs} inputs and {outputs} outputs",
  ],
  "dmn.severalOutputsAggregated": [
    "汇总（{aggregation}）只用于一列结果；这里有 {outputs} 列",
    "A table with {outputs} outputs can't be aggregated ({aggregation}): there must be one",
  ],
  "dmn.outputWithoutName": ["有几列结果时每列都要有名称", "Where a table has several outputs each needs a name"],
  "dmn.priorityWithoutValues": [
    "{hitPolicy} 需要按优先次序列出结果值（outputValues）",
    "{hitPolicy} needs the output values in their order of priority",
  ],
  "dmn.unknownElement": ["没有“{name}”；可用：{known}", 'There is no "{name}"; there are: {known}'],
  "dmn.functionKind": [
    "{language} 函数不执行：外部代码不可控；请改写为 FEEL",
    "A function in {language} is not run, because code from outside can't be bounded; write it in FEEL",
  ],
  "dmn.expressionLanguage": [
    "表达式语言“{language}”不支持；请用 FEEL",
    'The expression language "{language}" is not known here; use FEEL',
  ],
  "dmn.feel": ["FEEL 有误（{code}）：{detail}", "FEEL is wrong ({code}): {detail}"],
  "dmn.kit.notTestCases": ["根元素是 {found}；应为 testCases", "The root element is {found}; testCases was expected"],
  "dmn.tooManyNames": [
    "模型中各表达式可用的名称合计超过 {limit} 个；其余表达式不再编译，请拆分模型",
    "The names that the model's texts have in sight are more than {limit} together; the texts left are null; split the model",
  ],
  "dmn.typeTooLarge": [
    "类型“{name}”展开后超过 {depth} 层或 {size} 个部分",
    'The type "{name}" written out is deeper than {depth} levels or has more than {size} parts',
  ],
} as const satisfies Record<string, readonly [string, string]>;
