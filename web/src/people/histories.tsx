import type { getPerson, ReplyOf } from "@wutong/contracts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCodeNames } from "../elements/code-names.ts";
import { Money } from "../elements/money.tsx";
import { type FactSource, SourceText } from "../elements/source-text.tsx";

type AllHistories = ReplyOf<typeof getPerson>["histories"];
type ListName = keyof AllHistories;
type Cell = readonly [title: string, value: ReactNode];

/** Every list that registers keep about a person, with its coverage: an empty list inside complete coverage means "none". */
export function Histories({ histories }: { readonly histories: AllHistories }) {
  const { t } = useTranslation();
  const cells = useCells();
  const list = <Name extends ListName>(
    name: Name,
    describe: (row: AllHistories[Name]["rows"][number]) => readonly Cell[],
  ) => (
    <HistoryList
      key={name}
      title={t(`people.lists.${name}`)}
      coverage={histories[name].coverage}
      rows={histories[name].rows.map((row) => ({ cells: describe(row), source: row.source }))}
    />
  );
  return (
    <>
      {list("insurance", cells.insurance)}
      {list("education", cells.education)}
      {list("contracts", cells.contracts)}
      {list("homes", cells.homes)}
      {list("benefits", cells.benefits)}
      {list("certificates", cells.certificates)}
      {list("family", cells.family)}
      {list("statuses", cells.statuses)}
    </>
  );
}

type HistoryListProps = {
  readonly title: string;
  readonly coverage: AllHistories["insurance"]["coverage"];
  readonly rows: readonly { readonly cells: readonly Cell[]; readonly source: FactSource }[];
};

function HistoryList({ title, coverage, rows }: HistoryListProps) {
  const { t } = useTranslation();
  const heads = rows[0]?.cells.map(([head]) => head) ?? [];
  const covered = coverage.complete
    ? t("people.covered", { from: coverage.from ?? "", to: coverage.to ?? "" })
    : t("people.notCovered");
  return (
    <section>
      <h3 className="section-title">
        {title}{" "}
        <span className="soft" style={{ fontWeight: 400, fontSize: 12.5 }}>
          {covered}
        </span>
      </h3>
      {rows.length === 0 ? (
        <p className="soft">{coverage.complete ? t("people.noneKnown") : t("people.nothingKnown")}</p>
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ))}
                <th scope="col">{t("people.source")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a history have no id and never move
                <tr key={index}>
                  {row.cells.map(([head, value]) => (
                    <td key={head}>{isDay(value) ? <span className="num">{value}</span> : value}</td>
                  ))}
                  <td>
                    <SourceText source={row.source} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** A day is not broken at its dashes. */
function isDay(value: ReactNode): boolean {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** How each list's row is told in columns. */
function useCells() {
  const { t } = useTranslation();
  const code = useCodeNames();
  const spell = (from: string, to: string | null, open: boolean): Cell => [
    t("people.period"),
    <span className="num" key="s">{`${from} – ${to ?? ""}${open ? ` ${t("people.running")}` : ""}`}</span>,
  ];
  const yesNo = (value: boolean | null) => (value === null ? t("people.unknown") : value ? t("do.yes") : t("do.no"));
  type Row<Name extends ListName> = AllHistories[Name]["rows"][number];
  return {
    insurance: (row: Row<"insurance">): readonly Cell[] => [
      spell(row.from, row.to, row.open),
      [t("people.kind"), code("insurance", row.kind)],
      [t("people.employer"), row.employer.name],
      [t("people.region"), row.region],
    ],
    education: (row: Row<"education">): readonly Cell[] => [
      [t("people.graduated"), row.graduated ?? "—"],
      [t("people.school"), row.doubleFirstClass ? `${row.school} (${t("people.dfc")})` : row.school],
      [t("people.major"), row.major],
      [t("people.level"), code("level", row.level)],
      [t("people.fullTime"), yesNo(row.fullTime)],
    ],
    contracts: (row: Row<"contracts">): readonly Cell[] => [
      spell(row.from, row.openEnded ? t("people.openEnded") : row.to, false),
      [t("people.contractYears"), row.years ?? "—"],
      [t("people.employer"), row.employer.name],
    ],
    homes: (row: Row<"homes">): readonly Cell[] => [
      [t("people.acquired"), row.acquired],
      [t("people.kind"), code("home", row.kind)],
      [t("people.region"), row.region],
      [t("people.owned"), yesNo(row.owned)],
      [t("people.price"), <Money key="m" fen={row.priceFen} />],
    ],
    benefits: (row: Row<"benefits">): readonly Cell[] => [
      spell(row.from, row.to, false),
      [t("people.kind"), code("benefit", row.kind)],
      [t("people.region"), row.region],
      [t("people.amount"), <Money key="m" fen={row.amountFen} />],
    ],
    family: (row: Row<"family">): readonly Cell[] => [
      [t("people.relation"), code("relation", row.relation)],
      [t("people.since"), row.since ?? "—"],
      [t("people.relative"), row.personMasked ?? "—"],
    ],
    statuses: (row: Row<"statuses">): readonly Cell[] => [
      spell(row.from, row.to, row.open),
      [t("people.kind"), code("status", row.kind)],
    ],
    certificates: (row: Row<"certificates">): readonly Cell[] => [
      [t("people.issued"), row.issued],
      [t("people.occupation"), code("occupation", row.occupation)],
      [t("people.level"), code("skillLevel", row.level)],
      [t("people.number"), row.certificateMasked],
    ],
  };
}
