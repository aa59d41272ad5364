import type { DmnVersion } from "../model/model.ts";

/** The namespace of DMN's own elements, by version (each version's XSD). */
export const MODEL_NAMESPACES: Readonly<Record<DmnVersion, string>> = {
  "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
  "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
  "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
  "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
  "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
};

/** FEEL as an expression or type language, by version; 1.1 called it by another name. */
export const FEEL_NAMESPACES: readonly string[] = [
  "http://www.omg.org/spec/FEEL/20140401",
  "http://www.omg.org/spec/DMN/20180521/FEEL/",
  "https://www.omg.org/spec/DMN/20191111/FEEL/",
  "https://www.omg.org/spec/DMN/20211108/FEEL/",
  "https://www.omg.org/spec/DMN/20230324/FEEL/",
];

export const XMLNS = "http://www.w3.org/2000/xmlns/";

export function findVersion(namespace: string): DmnVersion | undefined {
  const versions = Object.keys(MODEL_NAMESPACES) as DmnVersion[];
  return versions.find((version) => MODEL_NAMESPACES[version] === namespace);
}
