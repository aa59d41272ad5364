import { structFields } from "@wutong/policy";

/**
 * Whether a column can be read as facts of a type, by DuckDB's names of types. Whole numbers may be of any width; a structure
 * may lack fields, which are then unknown.
 */
export function fitsType(found: string, expected: string): boolean {
  if (found.endsWith("[]") && expected.endsWith("[]")) return fitsType(found.slice(0, -2), expected.slice(0, -2));
  const [given, wanted] = [structFields(found), structFields(expected)];
  if (given && wanted) {
    return [...given].every(([name, type]) => {
      const known = wanted.get(name);
      return known !== undefined && fitsType(type, known);
    });
  }
  const plain = (type: string) => type.replaceAll(/\s+/g, "").toUpperCase();
  const whole = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT))$/;
  return plain(found) === plain(expected) || (whole.test(plain(found)) && whole.test(plain(expected)));
}
