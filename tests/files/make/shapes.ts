import { type Book, type Cell, rowsOf } from "./book.ts";
import { firm, person } from "./people.ts";
import { byExceljs, byLibreOffice, bySheetJs, csvText, rezipped } from "./writers.ts";

const HEADER = ["序号", "姓名", "证件号码", "手机号"];
const rowOf = (book: number, nth: number): Cell[] => [
  nth + 1,
  person(book, nth).name,
  person(book, nth).number,
  person(book, nth).phone,
];
const valuesOf = (book: number, nth: number) => {
  const { name, number, phone } = person(book, nth);
  return { name, documentNumber: number, phone };
};

const twoDegrees = (book: number) => {
  const [a, b] = [person(book, 0), person(book, 1)];
  const rows: Cell[][] = [
    ["姓名", "身份证号", "毕业院校", "学历", "学习形式", "毕业日期"],
    [a.name, a.number, "浙江大学", "本科", "全日制", "2010-06-30"],
    [null, null, "复旦大学", "硕士", "全日制", "2013-06-30"],
    [b.name, b.number, "宁波大学", "本科", "全日制", "2012-06-30"],
  ];
  const loads = rowsOf("学历", [
    [2, { name: a.name, documentNumber: a.number, school: "浙江大学", level: "bachelor" }],
    [3, { name: a.name, documentNumber: a.number, school: "复旦大学", level: "master" }],
    [4, { name: b.name, documentNumber: b.number, school: "宁波大学", level: "bachelor" }],
  ]);
  return { plan: { name: "学历", rows, merges: ["A2:A3", "B2:B3"] }, loads };
};

/** What stands among and beneath the rows, and on the other sheets. */
export const shapes: readonly Book[] = [
  {
    file: "33-merged-people.xlsx",
    register: "education",
    ugly: "one person's name and number merged over two degrees",
    madeBy: "exceljs",
    make: () => byExceljs([twoDegrees(33).plan]),
    loads: twoDegrees(33).loads,
  },
  {
    file: "34-merged-people.xls",
    register: "education",
    ugly: "the same in BIFF8 by LibreOffice",
    madeBy: "libreoffice",
    make: async () => byLibreOffice(await byExceljs([twoDegrees(34).plan]), "xlsx", "xls:MS Excel 97"),
    loads: twoDegrees(34).loads,
  },
  {
    file: "35-totals-and-notes.xlsx",
    register: "talents",
    ugly: "a subtotal, a total, notes, and who filled the form in at the foot; 合 计 with a space in it, merged",
    madeBy: "exceljs",
    make: () =>
      byExceljs([
        {
          name: "名册",
          rows: [
            ["2024年度人才名册"],
            HEADER,
            rowOf(35, 0),
            ["小计", null, "1人"],
            rowOf(35, 1),
            ["合 计：", null, "共2人"],
            ["注：1.本表一式两份；2.证件号码请填18位。"],
            ["填表人：", "沈某", "审核人：", "林某"],
            [null, null, "制表日期：2024年11月5日"],
          ],
          merges: ["A1:D1", "A6:B6", "A7:D7"],
        },
      ]),
    loads: rowsOf("名册", [
      [3, valuesOf(35, 0)],
      [5, valuesOf(35, 1)],
    ]),
    passedOver: [
      ["名册", 4, "total"],
      ["名册", 6, "total"],
      ["名册", 7, "note"],
      ["名册", 8, "note"],
      ["名册", 9, "note"],
    ],
  },
  {
    file: "36-totals-and-notes.csv",
    register: "talents",
    ugly: "the same as csv, with 累计 and 说明; a person without a number is no total and fails",
    madeBy: "bytes",
    make: () => {
      const rows = [
        HEADER,
        rowOf(36, 0),
        [2, person(36, 1).name, null, null],
        ["累计", 2, null, null],
        ["说明：以上人员均已核实", null, null, null],
      ];
      return Buffer.from(csvText(rows.map((row) => row.map((cell) => String(cell ?? "")))));
    },
    loads: rowsOf("", [[2, valuesOf(36, 0)]]),
    fails: [["", 3, "证件号码", "rows.valueMissing"]],
    passedOver: [
      ["", 4, "total"],
      ["", 5, "note"],
    ],
  },
  {
    file: "37-printed-pages.xlsx",
    register: "talents",
    ugly: "each printed page repeats the header and ends with 本页小计",
    madeBy: "@e965/xlsx",
    make: () =>
      bySheetJs(
        [
          {
            name: "名册",
            rows: [HEADER, rowOf(37, 0), ["本页小计", null, 1], HEADER, rowOf(37, 1), ["本页小计", null, 1]],
          },
        ],
        "xlsx",
      ),
    loads: rowsOf("名册", [
      [2, valuesOf(37, 0)],
      [5, valuesOf(37, 1)],
    ]),
    passedOver: [
      ["名册", 3, "total"],
      ["名册", 4, "header"],
      ["名册", 6, "total"],
    ],
  },
  {
    file: "38-numbered-in-advance.xlsx",
    register: "talents",
    ugly: "a form whose 序号 run to 20 though three people are filled in, and whose first row is an example",
    madeBy: "exceljs",
    make: () =>
      byExceljs([
        {
          name: "名册",
          rows: [
            HEADER,
            ["示例", "张三", "330602199001011234", "13800000000"],
            ...Array.from({ length: 20 }, (_, nth) => (nth < 3 ? rowOf(38, nth) : [nth + 1])),
          ],
        },
      ]),
    loads: rowsOf("名册", [
      [3, valuesOf(38, 0)],
      [4, valuesOf(38, 1)],
      [5, valuesOf(38, 2)],
    ]),
    passedOver: [
      ["名册", 2, "example"],
      ...Array.from({ length: 17 }, (_, nth) => ["名册", 6 + nth, "blank"] as const),
    ],
  },
  {
    file: "39-sheet-per-town.xlsx",
    register: "employers",
    ugly: "a sheet for each town, their columns in different orders, 填表说明 first, last year's rows on a hidden sheet",
    madeBy: "@e965/xlsx",
    make: () =>
      bySheetJs(
        [
          { name: "填表说明", rows: [["一、本表由各镇街填报。"], ["二、统一社会信用代码为18位。"]] },
          {
            name: "府山街道",
            rows: [
              ["统一社会信用代码", "单位名称", "单位类型", "行业代码", "所属区"],
              [firm(39), "府山试验有限公司", "企业", "C3562", "越城区"],
            ],
          },
          {
            name: "塔山街道",
            rows: [
              ["单位名称", "统一社会信用代码", "所属区", "行业代码", "单位类型"],
              ["塔山试验有限公司", firm(40), "330602", "C3562", "企业"],
            ],
          },
          {
            name: "旧数据",
            hidden: true,
            rows: [
              ["统一社会信用代码", "单位名称", "单位类型", "行业代码", "所属区"],
              [firm(41), "去年试验有限公司", "企业", "C3562", "越城区"],
            ],
          },
        ],
        "xlsx",
      ),
    loads: [
      ...rowsOf("府山街道", [
        [
          2,
          {
            creditCode: firm(39),
            employerName: "府山试验有限公司",
            employerKind: "enterprise",
            industry: "C3562",
            region: "330602",
          },
        ],
      ]),
      ...rowsOf("塔山街道", [
        [
          2,
          {
            creditCode: firm(40),
            employerName: "塔山试验有限公司",
            employerKind: "enterprise",
            industry: "C3562",
            region: "330602",
          },
        ],
      ]),
    ],
    passedOver: [
      ["填表说明", 0, "noHeader"],
      ["旧数据", 0, "hidden"],
    ],
  },
  {
    file: "40-wide-empty.xlsx",
    register: "talents",
    ugly: "every row formatted as far as column XFD: 16,384 columns, four of them filled",
    madeBy: "exceljs",
    make: async () => {
      const plain = await byExceljs([
        {
          name: "名册",
          rows: [HEADER, rowOf(40, 0), rowOf(40, 1)],
          touch: (sheet) => (sheet.getCell("XFD1").font = { bold: true }),
        },
      ]);
      // Where a cell doesn't say its place it stands beside the one before.
      const empty = '<c s="1"/>'.repeat(16_379);
      const widen = (xml: string): string => {
        const rows = xml
          .replace(/<c r="XFD1"[^>]*\/>/, "")
          .replaceAll(
            /<row r="(\d+)"([^>]*)>(.*?)<\/row>/g,
            (_, row: string, more: string, inner: string) => `<row r="${row}"${more}>${inner}${empty}</row>`,
          );
        const tail = Array.from({ length: 30 }, (_, at) => `<row r="${at + 4}">${empty}</row>`).join("");
        return rows.replace("</sheetData>", `${tail}</sheetData>`);
      };
      return rezipped(plain, { part: /worksheets\/.*\.xml$/, to: widen });
    },
    loads: rowsOf("名册", [
      [2, valuesOf(40, 0)],
      [3, valuesOf(40, 1)],
    ]),
  },
  {
    file: "41-macros.xlsm",
    register: "talents",
    ugly: "a workbook with macros: they are never run",
    madeBy: "exceljs",
    make: async () =>
      rezipped(
        await byExceljs([{ name: "名册", rows: [HEADER, rowOf(41, 0)] }]),
        {
          part: /\[Content_Types\]\.xml$/,
          to: (xml) =>
            xml
              .replace("spreadsheetml.sheet.main+xml", "spreadsheetml.sheet.macroEnabled.main+xml")
              .replace(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.macroEnabled",
                "application/vnd.ms-excel.sheet.macroEnabled",
              ),
        },
        { "/xl/vbaProject.bin": Buffer.from('Sub Auto_Open(): Shell "calc": End Sub') },
      ),
    loads: rowsOf("名册", [[2, valuesOf(41, 0)]]),
  },
];
