import iconv from "iconv-lite";
import { type Book, rowsOf } from "./book.ts";
import { person } from "./people.ts";
import { byLibreOffice, bySheetJs, csvText } from "./writers.ts";

const HEADER = ["姓名", "证件号码", "性别", "手机号"];
const rowsIn = (book: number, count = 3) =>
  Array.from({ length: count }, (_, nth) => person(book, nth)).map(({ name, number, sex, phone }) => [
    name,
    number,
    sex,
    phone,
  ]);
const loadsIn = (book: number, first: number, sheet = "", count = 3) =>
  rowsOf(
    sheet,
    Array.from({ length: count }, (_, nth) => {
      const { name, number, sex, phone } = person(book, nth);
      return [first + nth, { name, documentNumber: number, sex: sex === "男" ? "M" : "F", phone }];
    }),
  );

/** The same roster in every way of writing characters that an office's programs have. */
export const encodings: readonly Book[] = [
  {
    file: "01-gb18030.csv",
    register: "talents",
    ugly: "GB18030, Excel's 另存为 CSV; rare characters of four bytes; a tab before each number keeps it text",
    madeBy: "bytes",
    make: () => {
      const rows = rowsIn(1).map(([name, number, ...rest], nth) => [
        nth === 2 ? "李㐂" : `${name}`,
        `\t${number}`,
        ...rest,
      ]);
      return iconv.encode(csvText([HEADER, ...rows]), "gb18030");
    },
    loads: loadsIn(1, 2).map((row, nth) => (nth === 2 ? { ...row, values: { ...row.values, name: "李㐂" } } : row)),
  },
  {
    file: "02-utf16le-unicode-text.csv",
    register: "talents",
    ugly: "Excel's “Unicode 文本”: UTF-16 little-endian with its mark, cells apart by tabs",
    madeBy: "bytes",
    make: () => iconv.encode(csvText([HEADER, ...rowsIn(2)], "\t"), "utf16le", { addBOM: true }),
    loads: loadsIn(2, 2),
  },
  {
    file: "03-utf16be.csv",
    register: "talents",
    ugly: "UTF-16 big-endian with its mark, commas",
    madeBy: "bytes",
    make: () => iconv.encode(csvText([HEADER, ...rowsIn(3)]), "utf16be", { addBOM: true }),
    loads: loadsIn(3, 2),
  },
  {
    file: "04-utf16le-without-mark.csv",
    register: "talents",
    ugly: "UTF-16 little-endian without a mark, as some databases export",
    madeBy: "bytes",
    make: () => iconv.encode(csvText([HEADER, ...rowsIn(4)]), "utf16le", { addBOM: false }),
    loads: loadsIn(4, 2),
  },
  {
    file: "05-sep-line.csv",
    register: "talents",
    ugly: "UTF-8 with its mark, a first line “sep=;” for Excel, semicolons",
    madeBy: "bytes",
    make: () => Buffer.from(`\uFEFFsep=;\r\n${csvText([HEADER, ...rowsIn(5)], ";")}`),
    loads: loadsIn(5, 3),
  },
  {
    file: "06-title-above-tabs.csv",
    register: "talents",
    ugly: "a title and 填表单位 above the header hold no tab, though tabs separate; GB18030; old Mac line ends nowhere",
    madeBy: "bytes",
    make: () =>
      iconv.encode(
        `越城区人才信息登记表\r\n填表单位：越城区人社局,填表日期：2024年11月\r\n${csvText([HEADER, ...rowsIn(6)], "\t")}`,
        "gb18030",
      ),
    loads: loadsIn(6, 4),
  },
  {
    file: "07-saved-by-libreoffice.xls",
    register: "talents",
    ugly: "BIFF8, saved by LibreOffice from a csv: numbers were text there and are text here",
    madeBy: "libreoffice",
    make: () =>
      byLibreOffice(bySheetJs([{ name: "人才库", rows: [HEADER, ...rowsIn(7)] }], "xlsx"), "xlsx", "xls:MS Excel 97"),
    loads: loadsIn(7, 2, "人才库"),
  },
  {
    file: "08-biff8-by-sheetjs.xls",
    register: "talents",
    ugly: "BIFF8 by another library, two sheets of which the first is empty",
    madeBy: "@e965/xlsx",
    make: () =>
      bySheetJs(
        [
          { name: "Sheet1", rows: [[]] },
          { name: "名册", rows: [HEADER, ...rowsIn(8)] },
        ],
        "biff8",
      ),
    loads: loadsIn(8, 2, "名册"),
  },
  {
    file: "09-xml-2003.xls",
    register: "talents",
    ugly: "XML 电子表格 2003, as many government systems export, named .xls",
    madeBy: "@e965/xlsx",
    make: () => bySheetJs([{ name: "人才库", rows: [HEADER, ...rowsIn(9)] }], "xlml"),
    loads: loadsIn(9, 2, "人才库"),
  },
  {
    file: "10-html-utf8.xls",
    register: "talents",
    ugly: "an HTML table named .xls, as web systems export; entities, line breaks, nested formatting, a title spanning the columns",
    madeBy: "bytes",
    make: () => Buffer.from(htmlTable("utf-8", rowsIn(10))),
    loads: loadsIn(10, 3, "人才库"),
  },
  {
    file: "11-html-gb2312.xls",
    register: "talents",
    ugly: "an HTML table in GB2312 that says so in its head, upper-case tags, unclosed cells, named .xls",
    madeBy: "bytes",
    make: () => {
      const rows = [HEADER, ...rowsIn(11)].map((cells) => `<TR>${cells.map((cell) => `<TD x:str>${cell}`).join("")}`);
      const head = '<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=gb2312"></HEAD>';
      return iconv.encode(`${head}<BODY><TABLE border=1>${rows.join("\r\n")}</TABLE></BODY></HTML>`, "gb18030");
    },
    loads: loadsIn(11, 2, "表1"),
  },
  {
    file: "12-html-by-libreoffice.xls",
    register: "talents",
    ugly: "LibreOffice's own HTML, renamed .xls; numbers carry sdval attributes",
    madeBy: "libreoffice",
    make: () =>
      byLibreOffice(
        bySheetJs([{ name: "人才库", rows: [HEADER, ...rowsIn(12)] }], "xlsx"),
        "xlsx",
        "html:HTML (StarCalc)",
      ),
    loads: loadsIn(12, 2, "表1"),
  },
  {
    file: "13-text-named-xls.xls",
    register: "talents",
    ugly: "plain tab-separated text in GB18030, named .xls",
    madeBy: "bytes",
    make: () => iconv.encode(csvText([HEADER, ...rowsIn(13)], "\t", "\n"), "gb18030"),
    loads: loadsIn(13, 2),
  },
  {
    file: "14-open-document.ods",
    register: "talents",
    ugly: "an OpenDocument sheet of LibreOffice or WPS",
    madeBy: "libreoffice",
    make: () =>
      byLibreOffice(bySheetJs([{ name: "人才库", rows: [HEADER, ...rowsIn(14)] }], "xlsx"), "xlsx", "ods:calc8"),
    loads: loadsIn(14, 2, "人才库"),
  },
];

function htmlTable(charset: string, rows: readonly (readonly (string | undefined)[])[]): string {
  const cell = (text: string | undefined): string =>
    `<td class=xl24 style='mso-number-format:"\\@"'><font size="2"><b>${text}</b></font>&nbsp;</td>`;
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="${charset}">
<style>td { mso-number-format: "a<b"; }</style><title>人才库</title>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>人才库</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->
</head><body><table>
<caption>越城区人才</caption>
<tr><td colspan="4" align=center>越城区人才&#20449;&#24687;登记表</td></tr>
<tr><th>姓&nbsp;名</th><th>证件<br/>号码</th><th>性别</th><th>手机号</th></tr>
${rows.map((cells) => `<tr>${cells.map(cell).join("\n")}</tr>`).join("\n")}
</table><script>var x = "<table>";</script></body></html>`;
}
