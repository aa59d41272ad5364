import { Button, Checkbox, Table } from "antd";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "./phone.ts";
import { ProblemNotice } from "./problem-notice.tsx";
import { LinesSkeleton } from "./skeletons.tsx";

/** A column says its cell in plain text, and where the page shows more than that (a link, a mark) how. */
export type TextColumn<Row> = ColumnLook & {
  readonly text: (row: Row) => string;
  readonly render?: (row: Row) => ReactNode;
};
/** Of a table that is not taken out column by column. */
type ShownColumn<Row> = ColumnLook & { readonly text?: undefined; readonly render: (row: Row) => ReactNode };
export type Column<Row> = TextColumn<Row> | ShownColumn<Row>;

type ColumnLook = {
  readonly key: string;
  readonly title: string;
  /** Pixels; the columns without one share what is left. */
  readonly width?: number;
  readonly align?: "right";
  /** Long words wrap instead of being cut. */
  readonly wrap?: true;
  /** On a phone a row is a card: `head` stands on top, `wide` takes a line of its own, `hide` is left out. */
  readonly phone?: "head" | "wide" | "hide";
};

type RowsTableProps<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  readonly loading: boolean;
  readonly error?: unknown;
  readonly empty: ReactNode;
  readonly onOpen?: (row: Row) => void;
  readonly hasMore?: boolean;
  readonly loadingMore?: boolean;
  readonly more?: () => void;
  readonly retry?: () => void;
  readonly selection?: { readonly keys: readonly string[]; readonly onChange: (keys: readonly string[]) => void };
};

/** A list of any length: a virtual table that fetches on as one scrolls; on a phone, cards and a button for more. */
export function RowsTable<Row extends object>(props: RowsTableProps<Row>) {
  const phone = usePhone();
  if (props.error) return <ProblemNotice error={props.error} {...(props.retry ? { onRetry: props.retry } : {})} />;
  if (props.loading) return <div className="sheet">{<LinesSkeleton rows={10} />}</div>;
  if (props.rows.length === 0) return <div className="sheet">{props.empty}</div>;
  return phone ? <RowCards {...props} /> : <WideTable {...props} />;
}

function WideTable<Row extends object>(props: RowsTableProps<Row>) {
  const [box, height] = useRoomBelow();
  const virtual = props.rows.length > 40 || props.hasMore === true;
  const width = props.columns.reduce((sum, column) => sum + (column.width ?? 160), 0);
  const scroll = virtual ? { x: width, y: height } : { x: width };
  return (
    <div className="sheet" ref={box}>
      <Table<Row>
        aria-label={props.label}
        size="middle"
        virtual={virtual}
        pagination={false}
        rowKey={(row) => String(props.rowKey(row))}
        columns={props.columns.map((column) => ({
          key: column.key,
          title: column.title,
          ...(column.width ? { width: column.width } : {}),
          ...(column.align ? { align: column.align } : {}),
          ellipsis: column.wrap !== true,
          render: (_: unknown, row: Row) => cellOf(column, row),
        }))}
        dataSource={props.rows as Row[]}
        scroll={scroll}
        onScroll={(event) => nearEnd(event.currentTarget) && props.more?.()}
        onRow={(row) =>
          props.onOpen ? { onClick: openUnlessOnControl(() => props.onOpen?.(row)), style: { cursor: "pointer" } } : {}
        }
        {...(props.selection
          ? {
              rowSelection: {
                selectedRowKeys: [...props.selection.keys],
                onChange: (keys: readonly (string | number | bigint)[]) => props.selection?.onChange(keys.map(String)),
                columnWidth: 44,
              },
            }
          : {})}
      />
    </div>
  );
}

function cellOf<Row>(column: Column<Row>, row: Row): ReactNode {
  return column.render ? column.render(row) : column.text?.(row);
}

/** A click on a checkbox, a link or a button inside the row is its own. */
function openUnlessOnControl(open: () => void) {
  return (event: React.MouseEvent) => {
    const target = event.target;
    if (target instanceof Element && target.closest("button, a, input, label, .ant-table-selection-column")) return;
    open();
  };
}

function nearEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < 600;
}

/** The height from this element's top to the window's bottom: the table scrolls, the page does not. */
function useRoomBelow() {
  const box = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(480);
  useLayoutEffect(() => {
    const measure = () => {
      const top = (box.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setHeight(Math.max(280, window.innerHeight - top - 76));
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  return [box, height] as const;
}

function RowCards<Row extends object>(props: RowsTableProps<Row>) {
  const { t } = useTranslation();
  const heads = props.columns.filter((column) => column.phone === "head");
  const rest = props.columns.filter((column) => column.phone === undefined || column.phone === "wide");
  return (
    <div className="sheet">
      {props.rows.map((row) => (
        // biome-ignore lint/a11y/useSemanticElements: the card holds a list of terms, which a button may not
        <div
          key={props.rowKey(row)}
          className="row-card"
          role="button"
          tabIndex={0}
          onClick={openUnlessOnControl(() => props.onOpen?.(row))}
          onKeyDown={(event) => event.key === "Enter" && props.onOpen?.(row)}
        >
          <div className="row-card-head">
            {props.selection && <CardTick rowKey={String(props.rowKey(row))} selection={props.selection} />}
            {heads.map((column) => (
              <span key={column.key}>{cellOf(column, row)} </span>
            ))}
          </div>
          <dl>
            {rest.map((column) => (
              <div key={column.key} style={{ display: "contents" }}>
                {column.phone !== "wide" && <dt>{column.title}</dt>}
                <dd className={column.phone === "wide" ? "row-card-wide" : ""}>{cellOf(column, row)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      {props.hasMore && (
        <div style={{ padding: 16, textAlign: "center" }}>
          <Button onClick={props.more} loading={props.loadingMore ?? false}>
            {t("do.more")}
          </Button>
        </div>
      )}
    </div>
  );
}

type CardTickProps<Row> = {
  readonly rowKey: string;
  readonly selection: NonNullable<RowsTableProps<Row>["selection"]>;
};

/** A card's checkbox. */
function CardTick<Row>({ rowKey, selection }: CardTickProps<Row>) {
  const { t } = useTranslation();
  const ticked = selection.keys.includes(rowKey);
  return (
    <Checkbox
      aria-label={t("do.pick")}
      checked={ticked}
      style={{ marginInlineEnd: 8 }}
      onChange={() =>
        selection.onChange(ticked ? selection.keys.filter((key) => key !== rowKey) : [...selection.keys, rowKey])
      }
    />
  );
}
