import { type Book, rowsOf } from "./book.ts";
import { birthOf, firm, fullWidth, oldNumberOf, person, ruinedNumberOf } from "./people.ts";
import { byExceljs, byLibreOffice, csvText } from "./writers.ts";

const spellHeader = ["姓名", "身份证号", "险种", "起始年月", "截止年月", "状态", "参保地"];
const spellOf = (book: number, nth: number, from: string | number | Date, to: string | number | Date | null = null) => [
  person(book, nth).name,
  person(book, nth).number,
  "养老",
  from,
  to,
  to === null ? "正常参保" : "停保",
  "330602",
];

/** How dates, numbers and codes stand in cells. */
export const cells: readonly Book[] = [
  {
    file: "24-months.xlsx",
    register: "insurance",
    ugly: "months as 2023.7, 2023年7月, 202307 (a number), a date, an Excel serial, full width; 2023.10 as a number is 2023.1",
    madeBy: "exceljs",
    make: () =>
      byExceljs([
        {
          name: "参保",
          rows: [
            spellHeader,
            spellOf(24, 0, "2023.7", "2023.10"),
            spellOf(24, 1, "2023年7月", "2023年12月份"),
            spellOf(24, 2, 202307),
            spellOf(24, 3, new Date(Date.UTC(2023, 6, 1))),
            spellOf(24, 4, 45108),
            spellOf(24, 5, fullWidth("2023.07")),
            spellOf(24, 6, 2023.7),
            spellOf(24, 7, 2023.1),
            spellOf(24, 8, 2023.1),
            spellOf(24, 9, "2023-13"),
          ],
          touch: (sheet) => {
            sheet.getCell("D5").numFmt = 'yyyy"年"m"月"';
            // Shown with two decimals, it reads 2023.10: nothing is lost.
            sheet.getCell("D10").numFmt = "0.00";
          },
        },
      ]),
    loads: rowsOf("参保", [
      [2, { fromMonth: "2023-07", toMonth: "2023-10" }],
      [3, { fromMonth: "2023-07", toMonth: "2023-12" }],
      [4, { fromMonth: "2023-07" }],
      [5, { fromMonth: "2023-07" }],
      [6, { fromMonth: "2023-07" }],
      [7, { fromMonth: "2023-07" }],
      [8, { fromMonth: "2023-07" }],
      [10, { fromMonth: "2023-10" }],
    ]),
    fails: [
      ["参保", 9, "起始年月", "rows.monthLostZero"],
      ["参保", 11, "起始年月", "rows.dateImpossible"],
    ],
  },
  {
    file: "25-days.xls",
    register: "education",
    ugly: "days in every way, BIFF8 by LibreOffice; a month alone counts as its first day, and that is told; 23.7 could be anything",
    madeBy: "libreoffice",
    make: async () => {
      const days = [
        "2015.6.30",
        "2015年6月30日",
        "20150630",
        20150630,
        42185,
        new Date(Date.UTC(2015, 5, 30)),
        "2015-6-30 00:00:00",
        "2015.6",
        "2015年6月",
        201506,
        "15.6",
      ];
      const rows = days.map((day, nth) => [
        person(25, nth).name,
        person(25, nth).number,
        "浙江大学",
        "本科",
        "统招",
        day,
      ]);
      const header = ["姓名", "身份证号", "毕业院校", "学历", "学习形式", "毕业时间"];
      return byLibreOffice(await byExceljs([{ name: "学历", rows: [header, ...rows] }]), "xlsx", "xls:MS Excel 97");
    },
    loads: rowsOf(
      "学历",
      Array.from({ length: 10 }, (_, nth) => [
        nth + 2,
        {
          name: person(25, nth).name,
          documentNumber: person(25, nth).number,
          graduated: nth < 7 ? "2015-06-30" : "2015-06-01",
          level: "bachelor",
          studyMode: "fullTime",
        },
      ]),
    ),
    fails: [["学历", 12, "毕业时间", "rows.dateUnreadable"]],
    monthsTaken: 3,
  },
  {
    file: "26-days-of-1904.xlsx",
    register: "housing",
    ugly: "a workbook of an old Mac, whose days count from 1904",
    madeBy: "exceljs",
    make: () => {
      const { name, number } = person(26, 0);
      const header = ["姓名", "身份证号", "房产编号", "区", "房屋性质", "交易类型", "日期", "面积", "价格"];
      const row = [
        name,
        number,
        "FC-26",
        "越城区",
        "商品房",
        "买入",
        new Date(Date.UTC(2023, 6, 1)),
        89.5,
        "1,234,567.80元",
      ];
      return byExceljs([{ name: "房产", rows: [header, row] }], { date1904: true });
    },
    loads: rowsOf("房产", [
      [
        2,
        {
          documentNumber: person(26, 0).number,
          day: "2023-07-01",
          areaM2: "89.50",
          priceYuan: "123456780",
          housingKind: "commercial",
        },
      ],
    ]),
  },
  {
    file: "27-ruined-numbers.xlsx",
    register: "talents",
    ugly: "ID numbers typed as numbers: 18 digits are ruined and refused, 15 are whole; as text, with 000 or E+17, the ruin shows too",
    madeBy: "exceljs",
    make: () => {
      const [a, b, c, d, e] = [0, 1, 2, 3, 4].map((nth) => person(27, nth));
      const rows = [
        [a?.name ?? "", a ? ruinedNumberOf(a) : ""],
        [b?.name ?? "", b ? Number(oldNumberOf(b)) : ""],
        [c?.name ?? "", c?.number ?? ""],
        [d?.name ?? "", `${d?.number.slice(0, 15)}000`],
        [e?.name ?? "", "3.30602E+17"],
      ];
      return byExceljs([{ name: "名册", rows: [["姓名", "身份证号"], ...rows] }]);
    },
    loads: rowsOf("名册", [
      [3, { name: person(27, 1).name, documentNumber: person(27, 1).number }],
      [4, { name: person(27, 2).name, documentNumber: person(27, 2).number }],
    ]),
    fails: [
      ["名册", 2, "身份证号", "rows.numberLostDigits"],
      ["名册", 5, "身份证号", "rows.numberLostDigits"],
      ["名册", 6, "身份证号", "rows.numberLostDigits"],
    ],
  },
  {
    file: "28-ruined-numbers.xls",
    register: "talents",
    ugly: "the same in BIFF8",
    madeBy: "libreoffice",
    make: async () => {
      const rows = [
        ["姓名", "身份证号"],
        [person(28, 0).name, ruinedNumberOf(person(28, 0))],
        [person(28, 1).name, Number(oldNumberOf(person(28, 1)))],
        [person(28, 2).name, person(28, 2).number],
      ];
      return byLibreOffice(await byExceljs([{ name: "名册", rows }]), "xlsx", "xls:MS Excel 97");
    },
    loads: rowsOf("名册", [
      [3, { documentNumber: person(28, 1).number }],
      [4, { documentNumber: person(28, 2).number }],
    ]),
    fails: [["名册", 2, "身份证号", "rows.numberLostDigits"]],
  },
  {
    file: "29-full-width.csv",
    register: "talents",
    ugly: "digits, letters and commas in full width, spaces inside names and numbers, a name with a middle dot",
    madeBy: "bytes",
    make: () => {
      const { number, phone } = person(29, 0);
      const second = person(29, 1);
      const rows = [
        ["姓名", "证件号码", "出生日期", "手机号"],
        ["沈　试一", fullWidth(number), fullWidth(birthOf(person(29, 0)).replaceAll("-", ".")), fullWidth(phone)],
        [
          "阿依古丽•买买提",
          `${second.number.slice(0, 6)} ${second.number.slice(6, 14)} ${second.number.slice(14)}`,
          "",
          `+86 ${second.phone}`,
        ],
      ];
      return Buffer.from(csvText(rows));
    },
    loads: rowsOf("", [
      [
        2,
        {
          name: "沈试一",
          documentNumber: person(29, 0).number,
          birth: birthOf(person(29, 0)),
          phone: person(29, 0).phone,
        },
      ],
      [3, { name: "阿依古丽·买买提", documentNumber: person(29, 1).number, phone: person(29, 1).phone }],
    ]),
  },
  {
    file: "30-formulas.xlsx",
    register: "talents",
    ugly: "formulas with the value they had, one that was never calculated, and one whose reference is gone",
    madeBy: "exceljs",
    make: () => {
      const [a, b, c] = [person(30, 0), person(30, 1), person(30, 2)];
      return byExceljs([
        {
          name: "名册",
          rows: [
            ["姓名", "证件号码", "人才类别"],
            [{ formula: "CONCATENATE(D2,E2)", result: a.name }, { formula: 'TEXT(F2,"@")', result: a.number }, "E类"],
            [{ formula: "D3&E3" }, b.number, "E类"],
            [c.name, c.number, { formula: "VLOOKUP(B4,#REF!,2,0)", result: "#REF!" }],
          ],
          touch: (sheet) => {
            sheet.getCell("C4").value = { formula: "VLOOKUP(B4,Gone!A:B,2,0)", result: { error: "#REF!" } as never };
          },
        },
      ]);
    },
    loads: rowsOf("名册", [
      [2, { name: person(30, 0).name, documentNumber: person(30, 0).number, talentClass: "E类" }],
    ]),
    fails: [
      ["名册", 3, "姓名", "rows.formulaNoValue"],
      ["名册", 4, "人才类别", "rows.formulaError"],
    ],
  },
  {
    file: "31-money.xlsx",
    register: "benefits",
    ugly: "amounts as numbers, with ￥, 元 and commas, in full width; a third decimal and 壹万 are refused; 起 and 止 as months",
    madeBy: "exceljs",
    make: () => {
      const amounts = [12000, "￥12,000.50", fullWidth("12000"), "12000.125", "壹万元整"];
      const rows = amounts.map((amount, nth) => [
        person(31, nth).name,
        person(31, nth).number,
        "租房补贴",
        "越城区",
        "2023.1",
        "2023年12月",
        amount,
      ]);
      return byExceljs([
        {
          name: "补贴",
          rows: [["姓名", "身份证号", "补贴种类", "发放区", "开始日期", "结束日期", "补贴金额"], ...rows],
        },
      ]);
    },
    loads: rowsOf("补贴", [
      [2, { amountYuan: "1200000", from: "2023-01-01", to: "2023-12-31" }],
      [3, { amountYuan: "1200050", from: "2023-01-01", to: "2023-12-31" }],
      [4, { amountYuan: "1200000", from: "2023-01-01", to: "2023-12-31" }],
    ]),
    fails: [
      ["补贴", 5, "补贴金额", "rows.moneyDecimals"],
      ["补贴", 6, "补贴金额", "rows.moneyUnreadable"],
    ],
    monthsTaken: 5,
  },
  {
    file: "32-choices.csv",
    register: "employers",
    ugly: "√ and × for yes and no, a short place name, a credit code in small letters with spaces, one with a wrong check character",
    madeBy: "bytes",
    make: () => {
      const spaced = `${firm(32).slice(0, 8).toLowerCase()} ${firm(32).slice(8).toLowerCase()}`;
      const wrong = firm(33).slice(0, 17) + (firm(33).endsWith("1") ? "2" : "1");
      const rows = [
        ["信用代码", "企业名称", "单位性质", "所属行业", "所在区", "是否规上", "是否国有"],
        [spaced, "绍兴试验科技有限公司", "民营企业", "I6510", "绍兴市越城区", "√", "×"],
        [wrong, "绍兴错码有限公司", "企业", "I6510", "越城区", "是", "否"],
      ];
      return Buffer.from(csvText(rows));
    },
    loads: rowsOf("", [
      [
        2,
        {
          creditCode: firm(32),
          employerName: "绍兴试验科技有限公司",
          employerKind: "enterprise",
          region: "330602",
          aboveScale: "true",
          stateOwned: "false",
        },
      ],
    ]),
    fails: [["", 3, "信用代码", "rows.creditCodeCheck"]],
  },
];
