import type { LocalText } from "@wutong/contracts";
import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocal } from "../elements/local.ts";
import type { LibraryPolicy } from "../library/library-policy.ts";
import { type ComparedRow, compareSides, type RowGroup } from "./side-by-side.ts";

const GROUPS: readonly RowGroup[] = ["who", "conditions", "amounts", "terms"];

type SideTableProps = {
  readonly heads: readonly ReactNode[];
  readonly a: LibraryPolicy | undefined;
  readonly b: LibraryPolicy | undefined;
  readonly names: readonly [string, string];
};

/** Row by row what both say; on a phone the two sides of a row stand one below the other, each with its region's name. */
export function SideTable({ heads, a, b, names }: SideTableProps) {
  const { t } = useTranslation();
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  // The words of the pages are in one language; a row needs nothing more than to be the same on both sides.
  const handling = (mode: LibraryPolicy["handling"]): LocalText => {
    const text = t(`policies.handlings.${mode}`);
    return { zh: text, en: text };
  };
  const rows = compareSides(a, b, handling);
  const differing = rows.filter(({ differs }) => differs).length;
  const shown = onlyDifferent ? rows.filter(({ differs }) => differs) : rows;
  return (
    <section className="sheet side-table" aria-labelledby="sides">
      <h2 id="sides" className="visually-hidden">
        {t("sideBySide.table")}
      </h2>
      <div className="side-bar">
        <span>{t("sideBySide.differing", { count: differing, all: rows.length })}</span>
        <label className="no-print">
          <input type="checkbox" checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)} />
          {t("sideBySide.onlyDifferent")}
        </label>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t("sideBySide.about")}</span>
            </th>
            <th scope="col">{heads[0]}</th>
            <th scope="col">{heads[1]}</th>
          </tr>
        </thead>
        <tbody>
          {GROUPS.map((group) => {
            const inGroup = shown.filter((row) => row.group === group);
            if (inGroup.length === 0) return null;
            return (
              <Fragment key={group}>
                <tr className="side-group">
                  <th colSpan={3} scope="colgroup">
                    {t(`sideBySide.groups.${group}`)}
                  </th>
                </tr>
                {inGroup.map((row) => (
                  <SideRow key={keyOf(row)} row={row} names={names} />
                ))}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function keyOf({ about }: ComparedRow): string {
  return "word" in about ? about.word : about.zh;
}

function SideRow({ row, names }: { readonly row: ComparedRow; readonly names: readonly [string, string] }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { about, a, b, differs } = row;
  return (
    <tr className={differs ? "side-differs" : ""}>
      <th scope="row">
        {"word" in about ? t(`sideBySide.words.${about.word}`) : local(about)}
        {differs && (
          <span className="side-mark">
            {a.length > 0 && b.length > 0 ? t("sideBySide.differs") : t("sideBySide.oneSide")}
          </span>
        )}
      </th>
      <Cell texts={a} name={names[0]} />
      <Cell texts={b} name={names[1]} />
    </tr>
  );
}

function Cell({ texts, name }: { readonly texts: readonly LocalText[]; readonly name: string }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <td data-side={name}>
      {texts.length === 0 ? (
        <span className="soft">{t("sideBySide.nothing")}</span>
      ) : (
        texts.map((text) => <p key={text.zh}>{local(text)}</p>)
      )}
    </td>
  );
}
