import { type Book, type Cell, rowsOf } from "./book.ts";
import { firm, person, type Sample } from "./people.ts";
import { byExceljs, byLibreOffice, bySheetJs, csvText, type SheetPlan } from "./writers.ts";

/** Insurance under a header of two rows: 参保情况 stands over kind, months, state and place. */
function twoRowInsurance(book: number): SheetPlan {
  const people = [person(book, 0), person(book, 1)];
  const spell = (nth: number, { name, number }: Sample): Cell[] => [
    nth + 1,
    name,
    number,
    "养老",
    "2020-01",
    null,
    "正常参保",
    "越城区",
    null,
  ];
  return {
    name: "参保明细",
    rows: [
      ["越城区参保人员明细表"],
      ["填表单位：越城区社保中心", null, null, null, null, null, "填表日期：2024年11月5日"],
      ["序号", "姓名", "身份证号", "参保情况", null, null, null, null, "备注"],
      [null, null, null, "险种", "起始年月", "截止年月", "状态", "参保地", null],
      ...people.map((one, nth) => spell(nth, one)),
    ],
    merges: ["A1:I1", "A2:F2", "G2:I2", "A3:A4", "B3:B4", "C3:C4", "D3:H3", "I3:I4"],
  };
}

const twoRowLoads = (book: number, sheet: string) =>
  rowsOf(
    sheet,
    [0, 1].map((nth) => {
      const { name, number } = person(book, nth);
      const values = { name, documentNumber: number, insuranceKind: "pension", fromMonth: "2020-01", toMonth: null };
      return [5 + nth, { ...values, status: "paying", region: "330602" }];
    }),
  );

/** What stands above a register's rows, and how its columns are called. */
export const headers: readonly Book[] = [
  {
    file: "15-two-row-header.xlsx",
    register: "insurance",
    ugly: "title, 填表单位, a header of two rows with merged cells",
    madeBy: "exceljs",
    make: () => byExceljs([twoRowInsurance(15)]),
    loads: twoRowLoads(15, "参保明细"),
  },
  {
    file: "16-two-row-header.xls",
    register: "insurance",
    ugly: "the same in BIFF8, saved by LibreOffice",
    madeBy: "libreoffice",
    make: async () => byLibreOffice(await byExceljs([twoRowInsurance(16)]), "xlsx", "xls:MS Excel 97"),
    loads: twoRowLoads(16, "参保明细"),
  },
  {
    file: "17-two-row-header.csv",
    register: "insurance",
    ugly: "the same saved as csv: the merged cells have become empty ones",
    madeBy: "bytes",
    make: () => Buffer.from(csvText(twoRowInsurance(17).rows.map((row) => row.map((cell) => String(cell ?? ""))))),
    loads: twoRowLoads(17, ""),
  },
  {
    file: "18-contract-period.xlsx",
    register: "contracts",
    ugly: "合同期限 over 起 and 止: neither half is a name of its own",
    madeBy: "libreoffice",
    make: async () => {
      const { name, number } = person(18, 0);
      const rows = [
        ["姓名", "身份证号", "统一社会信用代码", "合同期限", null, "期限类型"],
        [null, null, null, "起", "止", null],
        [name, number, firm(18), "2022.3.1", "2025年2月28日", "固定期限"],
      ];
      const merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"];
      return byLibreOffice(await byExceljs([{ name: "合同", rows, merges }]), "xlsx", "xlsx:Calc MS Excel 2007 XML");
    },
    loads: rowsOf("合同", [
      [
        3,
        {
          name: person(18, 0).name,
          documentNumber: person(18, 0).number,
          creditCode: firm(18),
          from: "2022-03-01",
          to: "2025-02-28",
          term: "fixed",
        },
      ],
    ]),
  },
  {
    file: "19-spouse-beside.xlsx",
    register: "family",
    ugly: "本人 and 配偶 each over 姓名 and 身份证号: the same two names twice",
    madeBy: "exceljs",
    make: () => {
      const [own, other] = [person(19, 0), person(19, 1)];
      const rows = [
        ["本人", null, "配偶", null, "关系", "起始日期"],
        ["姓名", "身份证号", "姓名", "身份证号", null, null],
        [own.name, own.number, other.name, other.number, "夫妻", "2015/5/20"],
      ];
      return byExceljs([{ name: "家庭", rows, merges: ["A1:B1", "C1:D1", "E1:E2", "F1:F2"] }]);
    },
    loads: rowsOf("家庭", [
      [
        3,
        {
          name: person(19, 0).name,
          documentNumber: person(19, 0).number,
          otherDocumentNumber: person(19, 1).number,
          relation: "spouse",
          since: "2015-05-20",
        },
      ],
    ]),
  },
  {
    file: "20-remarks-in-headers.xlsx",
    register: "talents",
    ugly: "headers with line breaks, spaces, stars, and remarks in brackets of either width",
    madeBy: "exceljs",
    make: () => {
      const { name, number, phone } = person(20, 0);
      const header = [
        "序号",
        "姓  名",
        "*证件\n号码（必填）",
        "出生年月\n(如1990-01-01)",
        "手机号码【11位】",
        "人才类别（A/B/C/D/E）",
      ];
      return byExceljs([{ name: "Sheet1", rows: [header, [1, name, number, null, phone, "E类"]] }]);
    },
    loads: rowsOf("Sheet1", [
      [
        2,
        {
          name: person(20, 0).name,
          documentNumber: person(20, 0).number,
          phone: person(20, 0).phone,
          talentClass: "E类",
        },
      ],
    ]),
  },
  {
    file: "21-traditional.xlsx",
    register: "talents",
    ugly: "traditional characters in headers, choices and places, written in Hong Kong; the names keep theirs",
    madeBy: "@e965/xlsx",
    make: () => {
      const { number, phone } = person(21, 0);
      const header = ["姓名", "證件類型", "證件號碼", "性別", "聯繫電話", "現居住地", "人才隊伍"];
      const row = ["陳曉東", "居民身份證", number, "女", phone, "紹興市越城區", "專業技術人才"];
      return bySheetJs([{ name: "人才庫", rows: [header, row] }], "xlsx");
    },
    loads: rowsOf("人才庫", [
      [
        2,
        {
          name: "陳曉東",
          documentNumber: person(21, 0).number,
          sex: "F",
          phone: person(21, 0).phone,
          residence: "330602",
          team: "professional",
        },
      ],
    ]),
  },
  {
    file: "22-header-only.xlsx",
    register: "talents",
    ugly: "the template handed in as it was downloaded: a header and nothing beneath",
    madeBy: "exceljs",
    make: () => byExceljs([{ name: "人才库", rows: [["姓名", "证件号码", "性别"]] }]),
    problem: { code: "registers.fileEmpty", says: "没有数据行" },
  },
  {
    file: "23-column-missing.xlsx",
    register: "insurance",
    ugly: "no column says since when",
    madeBy: "exceljs",
    make: () =>
      byExceljs([
        {
          name: "参保",
          rows: [
            ["姓名", "身份证号", "险种", "状态", "参保地"],
            [person(23, 0).name, person(23, 0).number, "养老", "正常", "越城区"],
          ],
        },
      ]),
    problem: { code: "registers.columnsMissing", says: "起始年月" },
  },
];
